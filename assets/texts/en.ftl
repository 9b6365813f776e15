# English. One sentence a line; the name before the = is what the program asks for. What stands below
# "For children" is read by children of eight: a test holds it at grade 3.

## For children

# The first screen
tap-your-badge = Tap your badge
show-your-badge = Show your badge
ask-an-adult = Ask an adult for help
this-station = This station
your-class = Your class
round-of = Round { $round } of { $rounds }
minutes-left = { $count ->
    [one] 1 minute left
   *[other] { $count } minutes left
}
between-blocks = Between lessons

# Hello
hi = Hi, { $name }!
hi-unnamed = Hi!
not-me = That's not me
my-task = My task
another-spot = Another spot
you-are-here = You are here: { $level }
my-trail = My trail
my-plan = My plan
show-what-i-know = Show what I know
my-oops = My oops
a-note = A note for you
show-my-level = Show my level
my-thinking = my thinking
earned-it = You earned it! Trade your badge.
not-yet = Where am I on this trail?
look-at-my-work = Look at my work
choose-my-task = Choose my task
im-here-at = I'm here: { $station }
all-done = I'm all set

# Reflect
tap-the-picture = Tap the picture that looks like your work.
step-of = Step { $step } of { $steps }
back = Back
listen = Listen
pictures-say = { $count ->
    [one] Your picture says { $level }
   *[other] { $count } of { $of } pictures say { $level }
}
pictures-spread = { $level } is in the middle of your pictures
feels-right = That feels right
not-quite = Not quite
which-feels-right = Which one feels right?
you-said = You said
we-found = We found
next-step = Next step
same-view = You and your teacher see it the same way. Keep going.
found-higher = Your teacher saw even more. Talk about what comes next.
found-lower = Talk with your teacher about what to try next.
go-on = Go on

# My task
pick-a-task = What will you do?
must-do = Must do
one-down = A bit easier
one-up = A challenge
my-level-tasks = My level
finished-it = I finished it
scan-link = Scan to open it on your device.
how-did-it-go = How did it go?
on-my-own = I did it on my own
with-help = I did it with some help
still-hard = It is still hard
done-before = Done

# Check in
where-are-you = Where are you now?
seats-left = { $count ->
    [one] 1 seat left
   *[other] { $count } seats left
}
all-full = Every spot is full. Ask your teacher.

# You're set
youre-set = You're set, { $name }!
youre-set-unnamed = You're set!
did-reflect = You looked at your work
did-finish = You finished it
did-check-in = Your spot
did-ask = Your teacher knows you are ready
did-oops = Thank you. Mistakes help us learn.
done = Done
more = More

# My trail, my plan, ready, oops, note
my-goal = My goal
by-date = by { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $day }
no-goal = No goal yet. You and your teacher will pick one.
ready-question = Are you ready to show what you know?
ready-about = Your teacher will plan a time with you.
im-ready = I'm ready
ready-waiting = Your teacher knows. Your turn comes soon.
oops-question = What kind of oops was it?
oops-about = A good oops helps us all learn.
too-fast = I went too fast
misread-it = I missed a word
mixed-up-steps = I mixed up the steps
new-way = I tried a new way
note-from-teacher = From your teacher
thanks = Thanks!

# A second child
friend-is-busy = Hi, { $name }! A friend is still at work here.
friend-is-busy-unnamed = Hi! A friend is still at work here.
check-in-quickly = Check in quickly
i-can-wait = I can wait
still-there = Still there?
im-still-here = I'm still here

# Notices
one-moment = One moment
got-you = Got you!
unknown-badge = I don't know this badge yet
unknown-badge-do = Show it to your teacher.
voided-badge = This is an old badge
voided-badge-do = Please give it to your teacher.
hold-longer = Almost!
hold-longer-do = Hold your badge still until you see your name.
not-a-badge = That is not a badge
not-a-badge-do = A phone or a bank card does not work here. Use your badge.
try-again = Let's try that again
try-again-do = Tap or scan your badge one more time.
not-saved = That was not saved
not-saved-do = Ask an adult for help.
not-you = Thanks for telling me
not-you-do = Now tap your own badge.

# I forgot my badge
forgot-who = Who are you?
forgot-pictures = Tap your three pictures
forgot-in-order = Tap them one by one, in your order.
forgot-again = Try your three pictures again.
ask-your-teacher = Let's ask your teacher
ask-your-teacher-do = Your teacher can let you in.

# What a teacher left for the next tap
words-proud = I am proud of your work. Keep going!
words-kept-going = It was hard and you did not give up.
words-helped = Thank you for helping a friend.
words-show-me = Please show me your work today.
words-see-me = Come and see me at the teacher table.
words-try-next = You are ready to try the next step.

## For the teacher

# At the foot of the first screen
no-reader = Teacher: no card reader is plugged in.
journal-trouble = Teacher: saving does not work right now. Run "waymark doctor".
journal-restored = Teacher: the journal was damaged and is restored.
sync-needs-you = Teacher: tablets are not sharing. Look at "Tablets".
pack-is-old = Teacher: the class pack has a mistake. The last good one is used.
no-pin = Teacher: to set your PIN, run "waymark teacher pin".
no-camera = Teacher: the camera gives no picture. "This tablet" says why.
no-sound = Teacher: there is no sound. Run "waymark doctor".
practice-hint = Practice: tap an animal, or the apple (a teacher, PIN 2468). Nothing is kept.
practice-badge = Practice badge { $picture }


# The tablet needs a hand
pack-problems = The class pack needs a fix
pack-problems-do = Nothing is lost. Mend these lines, then try again.
pack-problems-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
journal-problem = The journal cannot be opened
journal-newer = A newer Waymark wrote it, so this one leaves it untouched. Install the newer program on this tablet.
journal-older = An older Waymark wrote it, and it could not be brought up to date; nothing was changed. Make sure that its folder can be written to, then try again.
journal-foreign = The file belongs to another program, so it was left untouched. Move it away, then try again.
journal-in-use = The file is damaged, and another Waymark still has it open; nothing was changed. Close the other one, then try again.
journal-damaged = The file is damaged, and what can be read of it was not brought back yet. Nothing was thrown away. Try again; if it stays so, copy the folder to a safe place and ask for help.
journal-full = The disk is full. Everything saved before is safe. Free some space, then try again.
journal-read-only = The folder cannot be written to. Everything saved before is safe. Make the folder and its disk writable, then try again.
journal-busy = Another program keeps the file busy. Everything saved before is safe. Close that program, then try again.
journal-disk = The disk does not answer as it should. Everything saved before should be safe. Check the disk and its cable, then try again.
journal-other = The database gave an unexpected answer. Everything saved before is safe. Start the tablet again; if it stays so, ask for help.
journal-file = The file: { $file }
try-again-button = Try again

# The teacher's desk
desk-pin = Your PIN, please
desk-pin-wrong = That was not the PIN. Try again.
desk-pin-wait = { $count ->
    [one] That was not the PIN. Wait 1 second.
   *[other] That was not the PIN. Wait { $count } seconds.
}
desk-no-pin = There is no PIN for this badge yet. Run "waymark teacher pin".
desk-erase = Erase
desk-enter = OK
desk-lock = Lock
desk-now = Now
desk-requests = Requests
desk-class = Class
desk-tablet = This tablet
desk-undo = Undo
desk-before = Previous
desk-more = Next
desk-part = { $part } of { $parts }
desk-did-award = { $level } in { $skill }
desk-did-take-back = level in { $skill } taken back
desk-did-move = now at { $station }
desk-did-check-out = checked out
desk-did-leave-words = your words wait for the next tap
desk-did-approve = task seen
desk-unknown-badges = { $count ->
    [one] 1 unknown badge
   *[other] { $count } unknown badges
}
desk-nowhere = Not here yet
desk-not-here = Not here
desk-legend = small: says · large: found
desk-more-children = and { $count } more
desk-nobody-waits = Nobody is waiting for you.
desk-make-seminar = { $count ->
    [one] { $skill }: 1 is waiting
   *[other] { $skill }: { $count } are waiting. Make it a seminar?
}
desk-waiting-for = { $count ->
    [one] { $skill }: 1 is waiting
   *[other] { $skill }: { $count } are waiting
}
desk-waits = { $count ->
    [0] since today
    [one] for 1 school day
   *[other] for { $count } school days
}
desk-days-ago = { $count ->
    [0] today
    [one] 1 school day ago
   *[other] { $count } school days ago
}
desk-waits-said = { $waits } · says { $said }
desk-asked = asked to show it
desk-reflecting = Looking at their work now
desk-tasks-done = { $count ->
    [one] 1 task finished
   *[other] { $count } tasks finished
}
desk-tasks-to-see = { $count ->
    [one] 1 finished task to look at
   *[other] { $count } finished tasks to look at
}
desk-seen = Seen
desk-no-level = none
desk-cell = { $skill }: says { $said }, found { $found }
desk-leave-words = Leave words
desk-unread = Not read yet: { $words }
desk-skill-open = { $skill }
desk-skill-said = { $skill } · says { $said }
desk-skill-found = { $skill } · found { $found }
desk-skill-both = { $skill } · says { $said }, found { $found }
desk-where = Where
desk-take-back = Take the level back
desk-said = Says { $level }, { $when }
desk-score = { $score } % in the last assessment
desk-nothing-yet = Nothing recorded yet
desk-words-for = For the next tap of { $name }
desk-all-well = Everything works.
desk-window = Leave the full screen
desk-full-screen = Full screen
desk-close = Close Waymark
desk-log = Check-ins
desk-log-empty = No check-ins here.
desk-log-line = { $when } · { $name } · { $station }
desk-log-by-hand = { $when } · { $name } · { $station } (by hand)
desk-log-left = { $when } · { $name } left { $station }
desk-day-before = Day before
desk-day-after = Day after
desk-today = Today
desk-everywhere = All
desk-day = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $day }
desk-link = New badge
desk-link-for = Tap the new badge for { $name }
desk-did-link = badge linked
desk-all-here = { $count ->
    [one] The missing one is here
   *[other] All { $count } missing are here
}
desk-did-all-here = { $count ->
    [one] 1 child is now at { $station }
   *[other] { $count } children are now at { $station }
}
desk-scored = Score
desk-see-all = All seen
desk-did-see-all = { $count ->
    [one] 1 task seen
   *[other] { $count } tasks seen
}
desk-pin-typed = { $count ->
    [one] 1 digit typed
   *[other] { $count } digits typed
}

# What a teacher types, the log put right, and the roster.
desk-write = Write your own
desk-written = Own words
desk-keep = Save
desk-space = Space
desk-shift = Capitals
desk-letters = Letters
desk-digits = Digits and marks
desk-accents = Other letters
desk-why = Why
desk-why-for = Why, for { $name }
desk-why-class = Showed it in class
desk-why-quiz = Quiz
desk-why-talk = We talked about it
desk-why-more = Needs a little more
desk-search = Whose check-ins?
desk-find = Find a child
desk-nobody-found = Nobody in the class has a name that begins so.
desk-all-day = All day
desk-by-skill = By skill
desk-which-skill = Which skill?
desk-work-none = Nothing was done on this skill that day.
desk-part-of-day = Which part of the day?
desk-round = { $block }, round { $round }
desk-page-of = { $name }'s page
desk-really = Was somewhere else? Touch where.
desk-withdraw = Take out of the log
desk-did-withdraw = taken out of the log
desk-did-correct = was at { $station }
desk-roster = Roster
desk-add = Add a child
desk-add-now = Add
desk-first-name = First name
desk-last-name = Last name
desk-animal = Animal
desk-animals = Animals that nobody else has
desk-group = Group
desk-no-group = None
desk-language = Language
desk-as-tablet = As the tablet
desk-as-class = As the class
desk-english = English
desk-spanish = Spanish
desk-voice = Reads aloud
desk-voice-always = Always
desk-voice-button = At a touch
desk-voice-off = Never
desk-level = Level
desk-level-press = Behind a press
desk-no-name = A first name is missing. Touch it to write it.
desk-long-name = This name is too long. Please shorten it.
desk-same-name = Somebody in the class has this name already. Is this another child?
desk-keep-both = Yes, another
desk-leaves = Leaves the class
desk-leaves-ask = Does { $name } leave the class?
desk-leaves-kept = Everything recorded stays. You can undo this.
desk-delete = Delete for good
desk-delete-left = Delete the children who left · { $count }
desk-delete-all = End of the year: delete all children
desk-delete-ask = Delete everything about { $name } for good?
desk-delete-ask-left = { $count ->
    [one] Delete everything about the child who left?
   *[other] Delete everything about the { $count } children who left?
}
desk-delete-ask-all = { $count ->
    [one] Delete everything about the one child there is?
   *[other] Delete everything about all { $count } children, also those who left?
}
desk-delete-goes = Name, badges, levels, tasks, notes and check-ins are deleted, here and on every tablet of the class.
desk-delete-beyond = Exports, sticks and backups, printed pages, and students.csv in the class folder stay: please see to those yourself.
desk-delete-export-first = First make an export today: afterwards nothing is left here.
desk-delete-exported = Exported today at { $time }.
desk-delete-export = To the export
desk-delete-sure = This can never be undone. Delete { $name }?
desk-delete-sure-all = { $count ->
    [one] This can never be undone. Delete one child?
   *[other] This can never be undone. Delete { $count } children?
}
desk-delete-yes = Yes, delete
desk-delete-last = Delete for good
desk-delete-no = Keep it all
desk-deleted = { $count ->
    [one] One child is deleted for good
   *[other] { $count } children are deleted for good
}
desk-deleted-others = The other tablets delete it too, when they next share.
desk-did-add = now in the class
desk-did-change = changed
desk-did-let-go = left the class
desk-room = { $count ->
    [0] No more room
    [one] Room for { $count } more character
   *[other] Room for { $count } more characters
}
desk-pin-not-checked = The tablet could not check that. Please type it again.
desk-number = The number for today, please
desk-no-number = This card has no number on this tablet. A teacher can make one here.
desk-you-substitute = You are here as a substitute: who is where, nothing else
desk-day-over = This card was for another day
desk-day-over-do = Thank you for standing in. A teacher can make you a card for today.
desk-own-badge = My new badge
desk-own-badge-lay = Tap your new badge
desk-own-badge-help = It opens these pages together with your PIN.
desk-did-own-badge = Your new badge is linked
desk-substitute = Substitute's card
desk-substitute-lay = Lay the substitute's card on the reader, or scan it
desk-substitute-help = It shows who is where, until midnight. Then comes a number for it.
desk-did-substitute = Substitute's card linked until midnight
desk-number-for-today = The number for today: { $number }
desk-number-once = Tell it to the substitute now: it is not shown again. Card and number count on this tablet until midnight.
desk-card-random = This card has another number each time, as phones and bank cards do. Use another card.
desk-card-yours = This badge is yours already.
desk-card-of = This badge belongs to { $name }. Use another one.
desk-card-of-substitute = This is the card of today's substitute. Use another one.
desk-card-of-leaver = This badge belongs to a child who left the class. Use another one.
desk-should-be = Should be at { $station } now
desk-skills = Skills
desk-story = Story
desk-goals = Goals
desk-badges = Badges
desk-sees-alike = Lately sees their work as you do
desk-sees-less = Lately sees a little less than you find
desk-sees-more = Lately sees a little more than you find
desk-story-older = What is older is in the export.
desk-by-itself = the tablet
desk-by-substitute = a substitute
desk-by-command = command line
desk-other-tablet = tablet { $tablet }
desk-told-added = Joined the class
desk-told-changed = Name, animal or group changed
desk-told-left-class = Left the class
desk-told-linked = Badge linked: { $badge }
desk-told-lost = Badge lost: { $badge }
desk-told-replaced = Badge replaced: { $badge }
desk-told-year-end = Badge of last year: { $badge }
desk-told-secret = Secret pictures given
desk-told-secret-void = Secret pictures no longer count
desk-told-secret-right = In without a badge, by secret pictures
desk-told-secret-wrong = Somebody picked wrong secret pictures
desk-told-old-badge = Tapped an old badge: { $badge }
desk-told-in = Checked in at { $station }
desk-told-out = Left { $station }
desk-told-talked = We talked about the plan
desk-told-words = Words left for the next tap
desk-told-read = Words read
desk-told-group = Groups set anew
desk-told-withdrew = Taken back: { $what }
desk-told-withdrew-one = An entry taken back
desk-told-withdrawn = { $what } (taken back)
desk-told-reflected = Looked at { $skill }: says { $level }
desk-told-award = { $level } given in { $skill }
desk-told-award-back = { $level } in { $skill } taken back
desk-told-chose = Chose { $task }
desk-told-finished = Finished { $task }: on their own
desk-told-finished-help = Finished { $task }: with help
desk-told-finished-hard = Finished { $task }: still hard
desk-told-seen = Teacher looked at { $task }
desk-told-ready = Ready to show { $skill }
desk-told-assessed = Assessed in { $skill }
desk-told-score = Assessed in { $skill }, { $score } %
desk-told-found = Found { $level } in { $skill }
desk-told-found-score = Found { $level } in { $skill }, { $score } %
desk-told-goal = Goal: { $level } in { $skill } by { $by }
desk-did-goal = goal in { $skill } by { $by }
desk-told-goal-met = Goal met in { $skill }
desk-told-oops = Shared an oops in { $skill }: { $kind }
desk-told-unknown = Something a newer program recorded
desk-badge-card = Card …{ $end }
desk-badge-code = Code …{ $end }
desk-cards = { $count ->
    [one] 1 card
   *[other] { $count } cards
}
desk-codes = { $count ->
    [one] 1 code
   *[other] { $count } codes
}
desk-no-badge = No badge yet
desk-linked-on = since { $day }
desk-lost = lost?
desk-lost-question = Lost? { $badge }
desk-lost-about = It will not work any more. If it turns up, say so here and it works again.
desk-lost-no = No, keep it
desk-lost-yes = Yes, it is lost
desk-without-badge = A child without a badge
desk-secret-apple = Apple
desk-secret-ball = Ball
desk-secret-bike = Bike
desk-secret-boat = Boat
desk-secret-cactus = Cactus
desk-secret-guitar = Guitar
desk-secret-hat = Hat
desk-secret-house = House
desk-secret-key = Key
desk-secret-pizza = Pizza
desk-secret-rocket = Rocket
desk-secret-shoe = Shoe
desk-secret-picked = { $count } of 3 picked
desk-secret-none = No secret pictures yet
desk-secret-has = Secret pictures · since { $day }
desk-secret-show = Show secret pictures
desk-secret-give = Give secret pictures
desk-secret-new = Draw new ones
desk-secret-of = { $name }'s secret pictures
desk-secret-about = For a day without a badge: { $name } taps these, in this order. Show them to nobody else.
desk-secret-closed = Too many wrong picks: closed until { $time }. New pictures open it at once.
desk-secret-count = { $count ->
    [one] 1 child has no secret pictures
   *[other] { $count } children have no secret pictures
}
desk-secret-give-all = { $count ->
    [one] Give secret pictures to 1 child
   *[other] Give secret pictures to { $count } children
}
desk-secret-all-have = Every child has secret pictures
desk-did-secret = { $count ->
    [one] secret pictures given
   *[other] Secret pictures given to { $count } children
}
desk-class-badges = Badges of the class
desk-class-badges-count = { $count ->
    [one] 1 badge counts
   *[other] { $count } badges count
}
desk-class-badges-none = { $count ->
    [0] every child has one
    [one] 1 child has none
   *[other] { $count } children have none
}
desk-void-all = End of the year: void all
desk-void-all-ask = { $count ->
    [one] Void 1 student badge?
   *[other] Void { $count } student badges?
}
desk-void-all-about = Secret pictures end too. Teacher badges stay. You can undo it here until you lock; later, badge by badge, on the page of each child.
desk-void-all-sure = { $count ->
    [one] Really? After this 1 badge does not work any more.
   *[other] Really? After this { $count } badges do not work any more.
}
desk-void-all-yes = { $count ->
    [one] Void 1 badge
   *[other] Void { $count } badges
}
desk-void-all-last = Yes, void them all
desk-void-all-no = Keep them
desk-did-void-all = { $count ->
    [one] 1 badge voided at year end
   *[other] { $count } badges voided at year end
}
desk-did-lost = badge does not work any more
desk-did-found = badge works again
desk-did-kept = old badge stays void
desk-lost-new = Lost, make a new one
desk-voided-lost = lost { $day }, { $by }
desk-voided-replaced = replaced { $day }, { $by }
desk-voided-year-end = year end { $day }, { $by }
desk-voided-ask = found?
desk-found-question = Is it back? { $badge }
desk-found-about = It works again at once.
desk-found-yes = It is found again
desk-found-no = Keep it void
desk-flagged = { $count ->
    [one] 1 old badge was tapped
   *[other] { $count } old badges were tapped
}
desk-flagged-none = No old badge waits for you.
desk-flagged-lost = { $name }'s lost badge was tapped { $when }
desk-flagged-replaced = { $name }'s replaced badge was tapped { $when }
desk-flagged-year-end = { $name }'s badge of last year was tapped { $when }
desk-flagged-at = at { $time }
desk-flagged-at-day = on { $day } at { $time }
desk-flagged-place = { $when } at { $station }
desk-log-by-pictures = { $when } · { $name } · { $station } (no badge)
desk-talked = We talked today
desk-last-talk = Last conference: { $when }
desk-no-talk-yet = none yet
desk-conferences = { $count ->
    [0] No conference is due
    [one] 1 conference due
   *[other] { $count } conferences due
}
desk-no-goal = { $skill } · no goal
desk-goal-row = { $skill } · by { $by }
desk-goal-met = Met
desk-goal-now = Aims at { $level } by { $by }
desk-stands-at = Now at { $level }
desk-goal-level = Which level?
desk-goal-by = By when?
desk-this-friday = This Friday
desk-next-friday = Next Friday
desk-two-weeks = In 2 weeks
desk-unit-end = End of the unit
desk-over-time = Over time
desk-plot-legend = above, large: found · below, small: says
desk-plot-found = { $day }: found { $level }
desk-plot-said = { $day }: says { $level }
desk-plot-back = { $day }: level taken back
desk-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}

# How this tablet is, part by part
desk-looking = One moment …
desk-some-to-do = Some parts want a look.
desk-much-to-do = Something does not work.
desk-import = Import a class list
desk-pack-see = See the problems
desk-state-works = works
desk-state-look-at = look at this
desk-state-broken = does not work
desk-state-not-used = not used
desk-part-pack = Class pack
desk-part-database = Database
desk-part-disk = Room on the disk
desk-part-clock = Clock
desk-part-readers = Card readers
desk-part-scanner = Scanner
desk-part-sound = Sound
desk-part-printer = Printer
desk-part-camera = Camera
desk-part-sync = Other tablets
desk-fact-off = Switched off in the class pack.
desk-fact-not-looked = Nobody has looked yet.
desk-fact-never = never
desk-fact-pack = All of it is in use.
desk-fact-pack-problems = { $count ->
    [one] The last edit has 1 problem, so the class as it was before is still used.
   *[other] The last edit has { $count } problems, so the class as it was before is still used.
}
desk-fact-database = { $count ->
    [one] 1 entry, { $size }. Last written: { $last }. Last copied and checked: { $copied }.
   *[other] { $count } entries, { $size }. Last written: { $last }. Last copied and checked: { $copied }.
}
desk-fact-database-trouble = The last entry was not saved; what was saved before is safe. Make room on the disk, then start this tablet again.
desk-fact-database-restored = It was damaged and is restored; nothing was thrown away. Look over the last check-ins.
desk-fact-disk = { $free } free.
desk-fact-disk-little = Only { $free } free. Remove what this tablet does not need.
desk-fact-disk-full = Only { $free } free: soon nothing can be saved. Remove what this tablet does not need, today.
desk-fact-disk-unknown = This tablet does not tell how much is free.
desk-fact-clock = It says { $when }.
desk-fact-clock-wrong = It says { $when }, which does not fit the last entry. Set this tablet's date and time. Children can go on.
desk-fact-readers = { $names }.
desk-fact-readers-none = No reader is plugged in. Plug one in.
desk-fact-readers-no-service = The card service does not run. Start this tablet again, or install "pcscd".
desk-fact-scanner = It types like a keyboard. Touch "Try the scanner" to try it.
desk-fact-sound = Everything can be heard.
desk-fact-sound-none = There is no loudspeaker. Plug one in or switch it on.
desk-fact-sound-no-names = Names without a recording are not spoken. Install "espeak-ng".
desk-fact-printer = It prints on { $name }.
desk-fact-printer-none = There is no printer. Badges can be printed on another computer.
desk-fact-printer-no-service = There is no printing service here. Badges can be printed on another computer.
desk-fact-printer-silent = Not looked at: the printing service did not answer.
desk-fact-printer-no-default = { $count ->
    [one] There is 1 printer, and it is not chosen. Make it the default printer of this tablet.
   *[other] There are { $count } printers, and none is chosen. Choose the default printer of this tablet.
}
desk-fact-camera = { $place } reads badges on the first screen. No picture is kept.
desk-fact-camera-off = Switched off in the class pack: badges are tapped or scanned.
desk-fact-camera-missing = There is no camera. Plug it in: it is found by itself.
desk-fact-camera-busy = Another program uses the camera. Close that program.
desk-fact-camera-not-allowed = It may not be used. Add this user to the group "video".
desk-fact-camera-no-picture = It gives no picture. Unplug it and plug it in again.
desk-fact-camera-not-here = Cameras are used on Linux only. Tap or scan badges here.
desk-fact-sync = { $count ->
    [one] Not set up yet. Only on this tablet: 1 entry nobody else has.
   *[other] Not set up yet. Only on this tablet: { $count } entries nobody else has.
}
desk-pack-read = Read at { $time }. Mend the files, then try again; until then the class as it was before is used.

# The tablets of the class
desk-tablets = Tablets
desk-tablets-wait = { $count ->
    [one] 1 thing about tablets
   *[other] { $count } things about tablets
}
desk-tablets-at = Tablets at { $place }
desk-tablets-alone = This tablet is on its own
desk-tablets-none = No other tablet was heard yet. Each one tells of itself when it comes to the same place.
desk-tablets-set-up = To share with other tablets, name a folder or a server under [sync] in kiosk.toml, or join a class.
desk-tablet-heard = last heard { $when }
desk-tablet-retired = left the class { $when }
desk-tablet-owes-none = all it told of is here
desk-tablet-owes = { $count ->
    [one] 1 entry is not here yet
   *[other] { $count } entries are not here yet
}
desk-sync-now = Sync now
desk-syncing = Syncing…
desk-sync-none = Every entry here is there too.
desk-sync-alone = { $count ->
    [one] 1 entry nobody else has since { $when }.
   *[other] { $count } entries nobody else has since { $when }.
}
desk-sync-only = { $count ->
    [one] Only on this tablet: 1 entry.
   *[other] Only on this tablet: { $count } entries.
}
desk-sync-in-step = Last round finished { $when }.
desk-sync-not-yet = No round has finished yet.
desk-sync-away = { $place } is away since { $when }. It goes on by itself when it is back.
desk-sync-full = { $place } is full since { $when }. Make room there; it goes on by itself.
desk-sync-refused = { $place } does not let this tablet in: { $why }. Ask whoever looks after it.
desk-sync-other-class = Another class is at { $place }. Nothing was copied. Choose another place in kiosk.toml.
desk-sync-newer = { $place } was set up by a newer Waymark. Bring Waymark on this tablet up to date.
desk-sync-two-of-us = Another tablet goes by this one's name, so nothing is copied. On the page "Tablets" you can make this one new. No entry is lost.
desk-sync-nonsense = { $place } answers what cannot be right: { $why }. It tries again by itself.
desk-sync-marker = In { $place }, the file waymark-class.json is damaged. The entries there are safe. Let another tablet of the class share: it writes that file anew.
desk-sync-here = This tablet's own journal could not be read since { $when }. Start this tablet again.
desk-add-tablet = Add a tablet
desk-add-code = The code for the other tablet
desk-add-wait = One moment…
desk-add-over = This code is over. Show a new one.
desk-add-not-made = No code could be made: the place where the tablets meet is away. Try again when it is back.
desk-add-again = Show a new code
desk-add-left = Good for { $time }
desk-add-about = On the new tablet, touch "Join a class" and show it this code, or give it to "waymark join". It then fetches the whole class. No child's name is in the code.
desk-make-new = Make it new
desk-make-new-ask = Make this tablet a new one?
desk-make-new-about = Another tablet goes by the same name, perhaps because this one was copied. As a new tablet this one goes on under a name of its own. Everything that was recorded stays, here and there.
desk-make-new-no = No, leave it
desk-make-new-yes = Yes, make it new
desk-parked = { $count ->
    [one] 1 entry could not be taken
   *[other] { $count } entries could not be taken
}
desk-parked-few = { $count ->
    [one] 1 not taken
   *[other] { $count } not taken
}
desk-parked-which = Entry { $entry } of { $tablet }
desk-parked-help = They are kept, and taken as soon as that can be. Children and their tablets go on meanwhile.
desk-parked-none = Every entry could be taken.
desk-files = { $count ->
    [one] 1 file edited twice
   *[other] { $count } files edited twice
}
desk-files-title = { $count ->
    [one] 1 file of the class was edited on two tablets
   *[other] { $count } files of the class were edited on two tablets
}
desk-files-help = Of each file one version stands on every tablet; the other one is kept. To have that one, open it beside the file and save it under the file's own name.
desk-files-which = The version of { $stands } stands, from { $when }. That of { $other }, from { $before }, is kept as { $kept } on each tablet that had it.
desk-files-here = this tablet
desk-files-none = No file was edited on two tablets.
desk-odd = { $count ->
    [one] 1 odd file
   *[other] { $count } odd files
}
desk-odd-help = These lie where the tablets meet and cannot be used. They hold up nothing else. Leave them, or move them to another folder.
desk-odd-none = There is nothing odd.
desk-odd-cut-short = Its end is missing. The tablet that wrote it mends it when it comes by; nothing of it is lost there.
desk-odd-damaged = It is damaged. The tablet that wrote it mends it when it comes by; nothing of it is lost there.
desk-odd-other-class = It belongs to another class, and is not read. Move it to the folder of that class.
desk-odd-newer = A newer Waymark wrote it. Bring Waymark on this tablet up to date.
desk-odd-foreign = It is not from Waymark, or not where it belongs. It can stay, or go to another folder.
desk-odd-too-large = It is far too large to be from Waymark, and is not read.
desk-odd-copied = Two tablets write under one name: one is a copy. On one of them, open "Tablets" and make it new.
desk-odd-closed = It cannot be opened now. Look at the stick or the network, and at who may read there. ({ $what })
desk-odd-gap = An entry is missing there, and others follow it. Its own tablet brings it again.
desk-odd-more = There are more strange things in this folder.
desk-odd-other = It { $what }.
desk-parked-damaged = It was damaged on its way: it is not what was written. Let { $tablet } share once more: it brings it whole.
desk-parked-copied = Two tablets go by the name of { $tablet }: one was copied or set back. On one of them, open "Tablets" and make it new.
desk-parked-unreadable = Waymark on this tablet cannot read it. Bring it up to date; the entry is then taken by itself.
desk-parked-blank = It says nothing, as after a child was deleted for good, but nobody told who. Let all tablets share once more.
desk-parked-waits = What comes before it is not here yet. Let { $tablet } share once more; then it is taken by itself.
desk-parked-out-of-place = It came again, or out of its place. There is nothing to do: the right one is taken.
desk-parked-server = The server did not keep it. Show this to whoever looks after it: { $why }
desk-parked-other = It is kept, and tried again. Show this to whoever looks after the tablets: { $why }
desk-refused-rights = a file or folder there may not be opened or changed
desk-refused-read-only = it can be read only
desk-refused-key = the key or password is wrong, or its time is over
desk-refused-set-up = it is not set up for this class and this Waymark ({ $why })
desk-refused-certificate = it does not prove that it is the right server ({ $why })

# Retiring this tablet
desk-retire = Retire this tablet
desk-retire-ask = Retire this tablet?
desk-retire-not-shared = It could not be shared just now. What no other tablet has is counted before you say yes.
desk-retire-share = What no other tablet has yet is shared, if that can be done.
desk-retire-export = Everything is exported to the place you choose here, and read back.
desk-retire-wipes = After your PIN, the journal, its copies, and the badges that were printed are wiped from this tablet. The class pack stays, with students.csv.
desk-retire-new = Then it starts as a new tablet that knows only the class pack.
desk-retire-no-place = To begin, plug in a USB stick: the export goes there first. Or name a folder under [export] in kiosk.toml.
desk-retire-to-folder = Begin: export to { $name }
desk-retire-to-stick = Begin: export to USB stick { $name }
desk-retire-prepares = Nothing is wiped yet
desk-retire-sharing = Sharing what no other tablet has yet…
desk-retire-exporting = { $count ->
    [0] Exporting…
    [one] Exporting: 1 line.
   *[other] Exporting: { $count } lines.
}
desk-retire-reading = Reading the export back…
desk-retire-stop = Stop
desk-retire-ready = Wipe this tablet now?
desk-retire-all-shared = The place where the tablets meet has every entry of this one.
desk-retire-nothing-alone = There is nothing here that nobody else has.
desk-retire-alone = { $count ->
    [one] 1 entry is on no other tablet: after this, only in the export.
   *[other] { $count } entries are on no other tablet: after this, only in the export.
}
desk-retire-exported = { $count ->
    [one] 1 entry was exported and read back: { $where }
   *[other] { $count } entries were exported and read back: { $where }
}
desk-retire-last = That is never undone. Badges and secret pictures are in no export.
desk-retire-no = No, keep it
desk-retire-again = Export again
desk-retire-wipe = Wipe, with my PIN
desk-retire-pin = Your PIN, to retire this tablet
desk-retire-refused = This tablet was not retired.
desk-retire-no-export = There is no export. { $why }
desk-retire-not-exported = Nothing was wiped. { $why }
desk-retire-not-read = Nothing was wiped: what was read back from { $where } is not what was exported. Take another stick or folder.
desk-retire-went-on = Nothing was wiped: something was recorded after the export. Retire it once more.
desk-retire-in-use = Nothing was wiped: another program uses the journal. Close it, then retire this tablet once more.
desk-retire-not-removed = Not everything could be removed from this tablet. Look at its disk, or run "waymark retire".
desk-retire-wiping = This tablet is being wiped…
desk-retire-wiping-about = Leave it on. It starts as a new tablet by itself.
desk-retire-done = This tablet has left the class.
desk-retire-done-about = It is wiped and new. The export of before: { $where }
desk-retire-done-new = It is wiped and new.

# Taking a class list over
desk-look-again = Look again
desk-import-none = Put a class list (CSV or OneRoster) into the folder "import" of the class pack or on a USB stick. Then look again.
desk-import-problems = This list cannot be imported; the class is as it was. Mend the file, then choose it again.
desk-import-which = There are several classes in it. Which one is yours?
desk-import-class = { $count ->
    [one] { $name } · 1 student
   *[other] { $name } · { $count } students
}
desk-list-no-class = Left out because they are in no class: { $count }
desk-list-no-role = Left out because their role is blank: { $count }
desk-list-deleted = Left out because they are marked for deletion: { $count }
desk-list-off = Left out because they are switched off: { $count }
desk-list-everyone = There is no enrollments.csv, so every student of the list is taken.
desk-list-everybody = { $file } does not say who is a student, so everybody in it is taken.
desk-list-split = { $file }: names were split into first and last name. Look them over.
desk-list-column = { $file }: the column "{ $written }" was read as "{ $read }".
desk-list-grades = Grades in the list: { $grades }
desk-list-shared = Left out because more than one student has them: the identifiers { $some }
desk-import-take = Import this list
desk-import-same = The class is just as in this list. There is nothing to import.
desk-import-added = { $count } new
desk-import-changed = { $count } changed
desk-import-unchanged = { $count } as before
desk-import-missing = { $count } not in the list
desk-import-new = New: { $name }
desk-import-touch = Touch whoever leaves the class.
desk-import-stays = { $name } stays (not in the list)
desk-import-leaves = { $name } leaves
desk-import-group = The timetable has no group "{ $group }": its children see no rotation until it does.
desk-did-take-over = { $count ->
    [one] 1 change to the class imported
   *[other] { $count } changes to the class imported
}
desk-field-first-name = first name now { $after }
desk-field-last-name = last name now { $after }
desk-field-picture = picture now { $after }
desk-field-group = group now { $after }
desk-field-language = language now { $after }
desk-field-identifier = number now { $after }
desk-field-read-aloud = read aloud now { $after }

# The class by skill, and who waits for attention
desk-grid = Levels
desk-not-moved = Not moved
desk-not-met = Not met
desk-no-evidence = No evidence yet
desk-begins = From { $day }
desk-evidence = { $count ->
    [one] Evidence of 1 of { $of }
   *[other] Evidence of { $count } of { $of }
}
desk-unit-evidence = { $count } of { $of } skills have evidence
desk-unit-week = week { $week } of { $weeks }
desk-unit-from = from { $day }
desk-unit-until = ended { $day }
desk-all-moved = { $count ->
    [one] Everybody has moved since the last school day.
   *[other] Everybody has moved in the last { $count } school days.
}
desk-all-met = { $count ->
    [one] You have met everybody since the last school day.
   *[other] You have met everybody in the last { $count } school days.
}
desk-still = { $name } · { $count ->
    [one] not moved for 1 school day
   *[other] not moved for { $count } school days
}
desk-never-moved = { $name } · { $count ->
    [one] nothing yet, here for 1 school day
   *[other] nothing yet, here for { $count } school days
}
desk-unmet = { $name } · { $count ->
    [one] not met for 1 school day
   *[other] not met for { $count } school days
}
desk-never-met = { $name } · { $count ->
    [one] not met yet, here for 1 school day
   *[other] not met yet, here for { $count } school days
}

# Levels that tablets gave differently
desk-dissents = { $count ->
    [one] 1 level disagrees
   *[other] { $count } levels disagree
}
desk-dissents-none = All tablets agree on every level.
desk-dissents-help = Two tablets gave different levels on one day. Which one is right? The first one counts now.
desk-counts-now = { $level } · now
desk-to-print = { $count ->
    [one] 1 level badge to print
   *[other] { $count } level badges to print
}
desk-print-line = { $name } · { $level } in { $skill }
desk-printed = Printed
desk-print-all = All printed
desk-did-print = level badge printed
desk-did-print-all = { $count ->
    [one] 1 level badge printed
   *[other] { $count } level badges printed
}
desk-told-printed = Badge printed: { $level } in { $skill }
desk-told-why = { $what } ({ $why })
desk-told-settled = Decided which level counts in { $skill }

# A badge for a child
desk-give-next-badge = Link a badge
desk-give-next = Whose is the new badge?
desk-give-badge = { $badge }: whose is it?
desk-give-help = Touch the child, lay the card down: either one first.
desk-give-help-badge = Touch the child that it is for.
desk-give-yellow = Yellow: no badge yet.
desk-give-it-to = give it to…
desk-unknown-none = Every badge tapped this week is somebody's.
desk-unknown-help = Tapped this week, and nobody's. Touch one to say whose it is.
desk-link-write = Write the code on it too
desk-link-write-it = Write the code on it
desk-link-next = Next child
desk-link-of = This is the badge of { $name }
desk-link-give = Give it to { $name } instead
desk-link-keep = Keep it with { $name }
desk-link-theirs = { $name } has this badge already
desk-link-done = Linked: { $name } has a new badge
desk-link-may-tap = { $badge } lets { $name } in.
desk-link-another = Another card. Is it for { $name } too?
desk-link-also = Yes, for { $name } too
desk-link-others = No, for another child
desk-link-of-teacher = This is a teacher's badge, and it stays one. Use another card.
desk-link-lifted = It was lifted too early. Lay it down again, and hold it still.
desk-link-unreadable = This card could not be read. Try again, or use another one.
desk-link-writing = Writing for { $name }
desk-link-leave-it = Leave the card where it is.
desk-link-lay-again = Lay the card of { $name } down again
desk-link-not-written = Not written for { $name }
desk-link-written = Written and read back for { $name }
desk-link-both = Its chip and its code both let { $name } in.
desk-link-over = Write over it
desk-link-again = Try again
desk-tag-lifted = It was lifted too early. Writing goes on where it was.
desk-tag-not-there = It is not on the reader any more.
desk-tag-something-else = Something else is written on this card, perhaps a web address. It was left as it is.
desk-tag-not-kept = The card did not keep what was written. Try again, or use another one.
desk-tag-no-reader = No card reader answers. Nothing was written.
desk-tag-other-kind = Nothing can be written on a card of this kind.
desk-tag-not-ready = This card is not made ready for messages.
desk-tag-read-only = This card is locked: nothing can be written on it.
desk-tag-too-small = This card has too little room for a code.
desk-tag-works = It lets { $name } in all the same.
desk-tag-stays = It stays whose it was.
desk-did-give = badge given
desk-did-write = code written on the badge

# Printing badges, at the desk.
desk-press = Print badges
desk-press-short = Print
desk-press-everybody = { $count ->
    [one] The ID badge of the class: 1
   *[other] All ID badges: { $count }
}
desk-press-without = { $count ->
    [one] Without a badge: 1 child
   *[other] Without a badge: { $count } children
}
desk-press-levels = { $count ->
    [one] Level badges to print: 1
   *[other] Level badges to print: { $count }
}
desk-press-child = ID badge of { $name }
desk-press-mine = My own badge
desk-press-pictures = Secret pictures: a list for you
desk-press-ruler = Ruler page: is the printer off?
desk-press-test = Test badge for scanners
desk-press-nothing-without = Everybody has a badge.
desk-press-nothing-levels = No level badge to print.
desk-press-last = The last print
desk-press-sheet = Sheet
desk-press-paper = Paper
desk-press-printer = Printer
desk-press-copies = Copies
desk-press-squares = 2-inch squares
desk-press-avery-5395 = Avery 5395
desk-press-avery-5371 = Avery 5371
desk-press-cr80 = Plastic cards
desk-press-letter = Letter
desk-press-a4 = A4
desk-press-card = Card by card
desk-press-choose = Which printer?
desk-press-choose-one = { $count ->
    [one] Choose the printer
   *[other] Choose one of { $count } printers
}
desk-press-looking = Looking for printers …
desk-press-none = No printer: save it as a file
desk-press-no-service = No printing service: save it as a file
desk-press-silent = The printing service does not answer
desk-press-ready = ready
desk-press-refuses = takes no jobs
desk-press-need-paper = out of paper
desk-press-need-jam = paper is stuck
desk-press-need-cover = the cover is open
desk-press-need-ink = ink is empty
desk-press-need-connection = does not answer
desk-press-need-resume = paused
desk-press-need-somebody = wants a look
desk-press-print = Print
desk-press-save = Save as a file
desk-press-shift = Adjust
desk-press-shift-title = How far is { $name } off?
desk-press-shift-about = Print the ruler page and fold it; it tells the two numbers.
desk-press-shift-right = To the right: { $mm } mm
desk-press-shift-down = Down: { $mm } mm
desk-press-less = { $what }, less
desk-press-more = { $what }, more
desk-press-order-badges = { $count ->
    [one] 1 badge
   *[other] { $count } badges
}
desk-press-order-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
desk-press-order-copies = { $count ->
    [one] 1 copy
   *[other] { $count } copies
}
desk-press-making = Making the pages …
desk-press-waiting = Sent to { $name }
desk-press-printing = { $name } is printing
desk-press-held = { $name } holds it back
desk-press-stopped = { $name } waits
desk-press-done = Done: { $what }
desk-press-canceled = Taken back: nothing more is printed
desk-press-failed = { $name } could not print it
desk-press-forgotten = Sent to { $name }; how it ended is not known
desk-press-practice = In practice nothing is printed or saved
desk-press-only-saved = Saved as a file
desk-press-gone = That printer is gone
desk-press-not-taken = { $name } takes no jobs now
desk-press-service-away = The printing service does not answer
desk-press-lost = The printing service does not answer for now
desk-press-not-saved = The file was not saved
desk-press-not-made = The pages were not made
desk-press-do-paper = Out of paper: put paper in. It goes on by itself.
desk-press-do-jam = Paper is stuck: take it out. It goes on by itself.
desk-press-do-cover = The cover is open: close it. It goes on by itself.
desk-press-do-ink = Ink or toner is empty: put a new one in. It goes on by itself.
desk-press-do-connection = The printer does not answer: turn it on and look at its cable. It goes on by itself.
desk-press-do-resume = Somebody paused the printer: press its start key. It goes on by itself.
desk-press-do-somebody = The printer wants somebody to look at it. It goes on by itself.
desk-press-do-held = Let it go at the printer, or take it back and print again.
desk-press-do-failed = Look at the printer, then print again. The file is safe.
desk-press-do-send = Nothing was printed. Choose another printer, or print the file elsewhere.
desk-press-do-full = The disk is full. Nothing was printed. Make room on it, then print again.
desk-press-do-other = The data folder cannot be written to. Nothing was printed.
desk-press-do-made = Nothing was printed and nothing is lost. Try again.
desk-press-do-leave = You can leave this page: it goes on.
desk-press-do-wait = It is asked again all the time. The file is safe.
desk-press-do-forgotten = Look at the printer: is it on paper? If not, print again. The file is safe.
desk-press-do-file = Open the file on another computer, and print it at 100 %.
desk-press-do-printed = When they are on paper, touch "Printed" on the page of requests.
desk-press-recorded = The level badges are marked as printed.
desk-press-file = The file is here:
desk-press-to-stick = Copy to the USB stick
desk-press-on-stick = On the stick: { $path }
desk-press-no-stick = No USB stick is plugged in. Plug one in and try again.
desk-press-stick-full = The stick is full. Make room on it and try again.
desk-press-stick-other = The stick cannot be written to. Try another one.
desk-press-cancel = Take it back
desk-press-again = Print more
desk-press-see = See
desk-fact-printer-needs = { $name }: { $need }

# Trying a scanner, at the desk.
desk-scanner = Try the scanner
desk-scanner-begin = Scan the test badge 3 times
desk-scanner-again = { $count ->
    [one] Good. Scan it 1 more time
   *[other] Good. Scan it { $count } more times
}
desk-scanner-well = All is well: this scanner reads badges
desk-scanner-change = This has to change
desk-scanner-off = The class pack switched scanners off
desk-scanner-here = The test badge: on paper, or right here
desk-scanner-print = Print it
desk-scanner-code = The code
desk-scanner-code-well = It comes whole.
desk-scanner-code-wait = Not scanned yet.
desk-scanner-dropped = { $count ->
    [one] 1 letter is missing. Set "inter-character delay" to 20 ms.
   *[other] { $count } letters are missing. Set "inter-character delay" to 20 ms.
}
desk-scanner-doubled = { $count ->
    [one] 1 letter came twice. Set "inter-character delay" to 20 ms.
   *[other] { $count } letters came twice. Set "inter-character delay" to 20 ms.
}
desk-scanner-extra = { $count ->
    [one] 1 more key came. Turn "prefix" and "code ID" off.
   *[other] { $count } more keys came. Turn "prefix" and "code ID" off.
}
desk-scanner-layout = Every letter came as another. Set "keyboard language" to USA.
desk-scanner-wrong = { $count ->
    [one] 1 letter is wrong. Set "inter-character delay" to 20 ms.
   *[other] { $count } letters are wrong. Set "inter-character delay" to 20 ms.
}
desk-scanner-slow = { $ms } ms between two keys. Set "inter-character delay" to 20 ms.
desk-scanner-other = That was not the test badge. Scan the one on this page.
desk-scanner-suffix = After the code
desk-scanner-enter = Enter. Badges are answered at once.
desk-scanner-tab = Tab. Badges are answered at once.
desk-scanner-no-suffix = Nothing. Read 0.1 s later; better "add Enter suffix".
desk-scanner-capitals = Capitals
desk-scanner-shift = Written with Shift. It does not matter here.
desk-scanner-small = Small letters. It does not matter here.
desk-scanner-locked = Caps Lock is on. Badges are read; turn it off to type names.
desk-scanner-speed = Speed
desk-scanner-between = { $ms } ms from key to key.
desk-scanner-keyboard = Keyboard language
desk-scanner-keyboard-about = No matter: keys count by place (QWERTY, AZERTY, QWERTZ).
desk-scanner-start-over = Start over
desk-test-badge = This is the test badge.
desk-test-badge-do = It was read well.

# Badge sheets on paper
desk-sheet-teacher = Teacher
desk-sheet-pin = Works only with your PIN.
desk-sheet-test = Test badge
desk-sheet-test-about = To try a scanner or a camera. Nobody's badge.
desk-sheet-ruler = How far is this printer off?
desk-sheet-ruler-size = Print this page at 100 % (actual size). Any bank card or school ID must be as large as this frame.
desk-sheet-ruler-fold = Fold the page left edge on right edge, and open it. Then fold it top edge on bottom edge, and open it. Each crease crosses a scale.
desk-sheet-ruler-enter = Read the number at each crease and enter both. All is well when this page, printed again with them, has its creases at the same numbers.
desk-sheet-ruler-right = To the right
desk-sheet-ruler-down = Down
desk-sheet-secrets = Secret pictures
desk-sheet-secrets-about = For a day without a badge: the first name, then these three pictures in this order. Keep this page in a drawer.

# Joining a class, on the new tablet
desk-join = Join a class
desk-join-there = On the other tablet, open the teacher's pages: "This tablet", "Tablets", "Add a tablet".
desk-join-here = Show the code there to this tablet's scanner or camera.
desk-join-then = Say yes here. The class comes by itself; what is here now is set aside.
desk-join-mirror = Show the code
desk-join-type = With a keyboard: type or paste the letters of the code here.
desk-join-typed = { $count ->
    [one] 1 letter of the code
   *[other] { $count } letters of the code
}
desk-join-no-code = No code reads like that: each begins with JKLN. Compare it with the other tablet, or clear it.
desk-join-clear = Clear
desk-join-stop = Stop
desk-join-count = { $done } of { $all } entries are here. This tablet can stay as it is.
desk-join-ask = Join { $class }?
desk-join-about = Teacher: this tablet meets the others at { $place } then. It has a sample class now, which is set aside.
desk-join-yes = Join
desk-join-no = Not now
desk-join-fetches = Joining { $class }…
desk-join-wait = The class is on its way. This tablet can stay as it is.
desk-join-joined = This tablet is one of { $class } now.
desk-join-students = { $count ->
    [one] 1 student is in the class.
   *[other] { $count } students are in the class.
}
desk-join-files = The files of the class come next.
desk-join-done = OK
desk-join-refused = This tablet did not join.
desk-join-has-records = Children have worked on this tablet. Export what they did and retire the tablet, then join.
desk-join-no-folder = The shared folder of the class is not on this tablet. Plug the stick in, then scan again. Where it is elsewhere, use "waymark join" with --folder.
desk-join-expired = This code is too old, or another tablet joined with it. Show a new one on the other tablet, then scan again.
desk-join-unknown = The shared folder does not know this code. Touch "Sync now" on the other tablet, then scan again.
desk-join-other-class = Another class is at that place. Show the code of this class.
desk-join-damaged = A file in the shared folder, waymark-class.json, is damaged; the entries there are safe. Touch "Sync now" on the other tablet, which mends it, then scan again.
desk-join-other-place = kiosk.toml on this tablet names another place under [sync]. Take it out, then scan again.
desk-join-not-let-in = The server of the class does not let this tablet in, or cannot prove who it is. Ask whoever looks after it.
desk-join-away = The place where the class meets does not answer. Look at the network, then scan again.

# The workbook of the export
desk-book-moment-form = [$-409]mmm d, yyyy h:mm AM/PM
desk-book-day-form = [$-409]mmm d, yyyy
desk-book-overview = Overview
desk-book-check-ins = Check-ins
desk-book-reflections = Reflections
desk-book-levels = Levels
desk-book-requests = Requests
desk-book-mastery = Mastery
desk-book-plans = Goals and tasks
desk-book-made = Made { $when } on { $tablet }
desk-book-goes-on = { $sheet } has more rows than one sheet holds: it goes on to { $last }.
desk-book-only = Everything that Waymark has about { $name }, and about no other child.
desk-book-animal = Animal
desk-book-standard = Standard
desk-book-words = Notes
desk-book-read = Read
desk-book-at-a-glance = At a glance
desk-book-today = Today
desk-book-this-week = This week
desk-book-were-here = Children who checked in
desk-book-tasks-finished = Tasks finished
desk-book-assessments = Assessments
desk-book-levels-given = Levels given
desk-book-wait-for-you = Requests and tasks for you
desk-book-by-station = Check-ins by station
desk-book-not-here = Not checked in today
desk-book-no-school = No school today
desk-book-requests-wait = Ready to show what they know
desk-book-since = since { $day }
desk-book-levels-this-week = Levels given this week
desk-book-nobody = Nobody
desk-book-over-time = Levels of the class over time
desk-book-over-time-about = Every child counts once for each skill; the last month is the Mastery sheet.
desk-book-month = End of
desk-book-mastery-title = Mastery
desk-book-own-about = what a child thinks; no level was given yet
desk-book-how-many = How many children
desk-book-when = When
desk-book-child = Child
desk-book-group = Group
desk-book-station = Station
desk-book-block = Block
desk-book-round = Round
desk-book-how = How
desk-book-unsure = Clock
desk-book-clock-unsure = unsure
desk-book-student-id = Student ID
desk-book-entry = Entry
desk-book-skill = Skill
desk-book-pictures-say = The pictures say
desk-book-child-says = The child says
desk-book-level = Level
desk-book-what = What
desk-book-by = By
desk-book-why = Why
desk-book-waits = Waits
desk-book-score = Score %
desk-book-found = Level found
desk-book-goal = Goal
desk-book-until = By when
desk-book-task = Task now
desk-book-task-level = Task for
desk-book-finished = Tasks done
desk-book-talked = Last talk
desk-book-talk-due = Next talk
desk-book-due = is due
desk-book-no-goal = no goal yet
desk-book-given = given
desk-book-taken-back = taken back
desk-book-asked = asked
desk-book-assessed = assessed
desk-book-waiting = waiting
desk-book-tap-alone = by the tap alone
desk-book-card = badge tapped
desk-book-scanner = badge scanned
desk-book-camera = badge shown to the camera
desk-book-by-teacher = put in by a teacher
desk-book-secret = by secret pictures
desk-book-substitute = Substitute
desk-book-program = Waymark

# The teacher's page of the export
desk-export = Export
desk-export-title = Export for the teacher
desk-export-about = It is one workbook, Waymark.xlsx, and the same as tables. No badge codes and no PIN are in it.
desk-export-never = Nothing was exported from this tablet yet.
desk-export-last = Last export: { $when } · { $where }
desk-export-stick = USB stick { $name }
desk-export-each-block = By itself at the end of each block and of the day, to { $path }
desk-export-each-day = By itself at the end of each day, to { $path }
desk-export-by-hand = To { $path } when you ask for it
desk-export-no-folder = It does not go anywhere by itself. A folder for that is named in kiosk.toml, under [export].
desk-export-to-folder = Export now to the folder
desk-export-to-stick = Export now to USB stick { $name }
desk-export-no-stick = Plug in a USB stick: it is offered here.
desk-export-begins = Exporting to { $where } …
desk-export-running = { $count ->
    [one] Exporting to { $where }: 1 line. You can leave this page.
   *[other] Exporting to { $where }: { $count } lines. You can leave this page.
}
desk-export-on-stick = Saved to USB stick { $name }. You can take it out.
desk-export-in-folder = Saved to { $path }
desk-export-stick-full = USB stick { $name } is full. Nothing is lost. Make room on it or take another one, then export again.
desk-export-folder-full = The disk of { $name } is full. Nothing is lost. Make room on it, then export again.
desk-export-tablet-full = This tablet's own disk is nearly full. Nothing is lost. Make room on it, then export again.
desk-child-export = Export their data
desk-child-export-title = { $name }'s data
desk-child-export-about = Everything about { $name } in a folder of its own, and nothing about another child: a workbook and tables with check-ins, reflections, levels, goals, tasks, requests and your notes.
desk-child-export-never = { $name }'s data was not exported alone yet.
desk-child-export-last = { $name }'s data, last exported: { $when } · { $where }
desk-child-export-on-stick = Saved to USB stick { $name }: Waymark/{ $folder }. You can take it out.
desk-export-stick-gone = USB stick { $name } is not there any more. Nothing is lost. Plug it in and export again.
desk-export-folder-gone = The folder { $name } is not there. Nothing is lost. Connect its drive, or name another folder in kiosk.toml.
desk-export-stick-read-only = USB stick { $name } cannot be written to. Nothing is lost. Slide its lock open or take another one.
desk-export-folder-read-only = { $name } may not be written to. Nothing is lost. Name another folder in kiosk.toml.
desk-export-journal = The journal could not be read. Children are served all the same. Try again; if it stays so, see "waymark doctor".
desk-export-stick-other = It was not saved to USB stick { $name }. Nothing is lost. Try again, or with another stick.
desk-export-folder-other = It was not saved to { $name }. Nothing is lost. Try again.

# What is wrong in a teacher's files, by its kind, for whoever does not read the English sentence
desk-wrong-this = this
desk-wrong-meant = Is "{ $word }" meant?
desk-wrong-unknown = { $what } is not known here. Look for a slip of the keys.
desk-wrong-missing = { $what } has to be here.
desk-wrong-no-file = There is no such file or folder: { $what }.
desk-wrong-no-task = Each level needs its own tasks, and one that must be done: { $what }.
desk-wrong-no-name = A name or a number is missing here.
desk-wrong-twice = It is there twice: { $what }. Change or remove one.
desk-wrong-count = There are too few or too many here: { $what }.
desk-wrong-large = It is too long or too large: { $what }.
desk-wrong-value = { $what } cannot be written like that here. Compare a line that works.
desk-wrong-times = Times or dates contradict each other here: { $what }.
desk-wrong-line = This line cannot be read. Look at its commas, brackets and quotation marks.
desk-wrong-closed = The file cannot be read. Save it again as text (CSV UTF-8).
desk-wrong-picture = The picture cannot be used: { $what }. Take an emoji or a plain PNG or JPEG.
desk-wrong-zip = The zip cannot be used. Download it again, or unpack it.
desk-wrong-nobody = There are no students in it.
desk-wrong-which-class = It is not clear which class is meant.
desk-wrong-shortened = A spreadsheet has shortened this number: { $what }. Make the column text and export it again.
desk-wrong-more = There is more like this in the file.
