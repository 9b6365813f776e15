"""What a screen reader sees of the running kiosk. Reads one request a line, answers one line:

    press PREFIX   waits for a choice named so, does its action, and
                   waits until something is different for it             -> ok NAME
    where PREFIX   waits for it and tells the middle of it               -> ok X Y NAME
    wait PREFIX    waits for it                                          -> ok NAME
    heading PREFIX waits for a heading named so                          -> ok NAME
    exactly NAME   the same of something of just that name               -> ok NAME
    focus          what the keyboard is at                               -> ok NAME
    tell PREFIX    waits for it and tells what it is                     -> ok ROLE STATE,STATE,... NAME
    wrong          what has no name, or is there twice in one place      -> ok WHAT | WHAT | ...
    names          everything that has a name now                        -> ok NAME | NAME | ...

What does not come within the time given as the first argument (seconds) is answered with
"missing", and what was there instead.
"""

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = float(sys.argv[1])

# How long a press may take to be seen, in seconds. A page is drawn in less; what shows nothing takes all of it.
ANSWERED = 1.0

# What a state is called.
WORDS = ("CHECKED", "PRESSED", "ENABLED", "FOCUSABLE", "FOCUSED")


def switch_on():
    """Tells programs that a screen reader is listening."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
        bus.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set", value, None, 0, -1, None
        )


def walk(node):
    """Every node below this one. A node may go away while it is looked at."""
    try:
        node.clear_cache()
        yield node, node.get_name() or ""
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                yield from walk(child)
    except GLib.Error:
        return


def named():
    return [(node, name) for node, name in walk(Atspi.get_desktop(0)) if name and name != "main"]


def find(prefix, fits=lambda node: True):
    until = time.monotonic() + PATIENCE
    seen = []
    while time.monotonic() < until:
        seen = named()
        for node, name in seen:
            if name.startswith(prefix) and fits(node):
                return node, name
        time.sleep(0.05)
    raise LookupError(" | ".join(name for _, name in seen))


def has(node, state):
    try:
        return node.get_state_set().contains(state)
    except GLib.Error:
        return False


def role(node):
    """Its role; none when it went away meanwhile."""
    try:
        return node.get_role()
    except GLib.Error:
        return Atspi.Role.INVALID


def is_choice(node):
    return role(node) in (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON)


def states(node):
    """What is said of it; nothing when it went away meanwhile."""
    return [word for word in WORDS if has(node, getattr(Atspi.StateType, word))]


def press(node, name):
    """Does its action. The next request finds the page that came of it and not the one before, whose
    choices are no more there when their turn comes."""
    before = [name for _, name in named()], states(node)
    if not Atspi.Action.do_action(node, 0):
        raise LookupError("it has no action: " + name)
    until = time.monotonic() + ANSWERED
    while time.monotonic() < until and ([name for _, name in named()], states(node)) == before:
        time.sleep(0.02)


def wrong():
    """Choices, labels and headings without a name, or twice in one place."""
    seen = set()
    for node, name in walk(Atspi.get_desktop(0)):
        try:
            if not (is_choice(node) or role(node) in (Atspi.Role.LABEL, Atspi.Role.HEADING)):
                continue
            box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
            kind = node.get_role_name()
        except GLib.Error:
            continue
        here = (name, box.x + box.width // 2, box.y + box.height // 2)
        if not name.strip():
            yield f"a {kind} without a name"
        if here in seen:
            yield f"a second {kind} {name}"
        seen.add(here)


def answer(verb, prefix):
    if verb == "names":
        return " | ".join(name for _, name in named())
    if verb == "focus":
        return " | ".join(name for node, name in named() if has(node, Atspi.StateType.FOCUSED) and is_choice(node))
    if verb == "wrong":
        # A page that changes meanwhile is looked at again.
        return " | ".join(min((list(wrong()) for _ in range(3)), key=len))
    if verb == "heading":
        return find(prefix, lambda node: role(node) == Atspi.Role.HEADING)[1]
    if verb == "exactly":
        node, name = find(prefix, lambda node: node.get_name() == prefix)
        verb = "press"
    else:
        node, name = find(prefix, is_choice if verb == "press" else lambda node: True)
    if verb == "tell":
        return f"{node.get_role_name().replace(' ', '-')} {','.join(states(node))} {name}"
    if verb == "press":
        press(node, name)
    if verb == "where":
        box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
        return f"{box.x + box.width // 2} {box.y + box.height // 2} {name}"
    return name


switch_on()
print("ready", flush=True)
for line in sys.stdin:
    verb, _, prefix = line.rstrip("\n").partition(" ")
    try:
        print("ok", answer(verb, prefix), flush=True)
    except (LookupError, GLib.Error) as problem:
        print("missing", prefix, "- there is:", problem, flush=True)
