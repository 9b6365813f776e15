# Español. Una frase por línea; el nombre antes del = es lo que pide el programa.

## Para niñas y niños

# La primera pantalla
tap-your-badge = Acerca tu tarjeta
show-your-badge = Muestra tu tarjeta
ask-an-adult = Pide ayuda a un adulto
this-station = Esta estación
your-class = Tu clase
round-of = Ronda { $round } de { $rounds }
minutes-left = { $count ->
    [one] Queda 1 minuto
   *[other] Quedan { $count } minutos
}
between-blocks = Entre clases

# Hola
hi = ¡Hola, { $name }!
hi-unnamed = ¡Hola!
not-me = No soy yo
my-task = Mi tarea
another-spot = Otro lugar
you-are-here = Estás aquí: { $level }
my-trail = Mi camino
my-plan = Mi plan
show-what-i-know = Mostrar lo que sé
my-oops = Mi ¡ups!
a-note = Una nota para ti
show-my-level = Ver mi nivel
my-thinking = lo que yo pienso
earned-it = ¡Te lo ganaste! Cambia tu insignia.
not-yet = ¿Dónde estoy en este camino?
look-at-my-work = Mirar mi trabajo
choose-my-task = Elegir mi tarea
im-here-at = Estoy aquí: { $station }
all-done = Todo listo

# Reflexión
tap-the-picture = Toca el dibujo que se parece a tu trabajo.
step-of = Paso { $step } de { $steps }
back = Atrás
listen = Escuchar
pictures-say = { $count ->
    [one] Tu dibujo dice «{ $level }»
   *[other] { $count } de { $of } dibujos dicen «{ $level }»
}
pictures-spread = «{ $level }» está en medio de tus dibujos
feels-right = Me parece bien
not-quite = No del todo
which-feels-right = ¿Cuál va con tu trabajo?
you-said = Lo que dijiste
we-found = Lo que vimos
next-step = Próximo paso
same-view = Tú y tu profe lo ven igual. Sigue así.
found-higher = Tu profe vio aún más. Hablen de lo que sigue.
found-lower = Habla con tu profe sobre qué probar ahora.
go-on = Seguir

# Mi tarea
pick-a-task = ¿Qué vas a hacer?
must-do = Debo hacer
one-down = Un poco más fácil
one-up = Un reto
my-level-tasks = Mi nivel
finished-it = Ya terminé
scan-link = Escanéalo para abrirlo en tu dispositivo.
how-did-it-go = ¿Cómo te fue?
on-my-own = Lo hice por mi cuenta
with-help = Lo hice con un poco de ayuda
still-hard = Todavía me cuesta
done-before = Hecha

# Llegada
where-are-you = ¿Dónde estás ahora?
seats-left = { $count ->
    [one] queda 1 lugar
   *[other] quedan { $count } lugares
}
all-full = Todos los lugares están llenos. Pregunta a tu profe.

# Todo listo
youre-set = ¡Todo listo, { $name }!
youre-set-unnamed = ¡Todo listo!
did-reflect = Miraste tu trabajo
did-finish = La terminaste
did-check-in = Tu lugar
did-ask = Tu profe ya lo sabe
did-oops = Gracias. Los errores nos ayudan a aprender.
done = Terminar
more = Más

# Mi camino, mi plan, mostrar, ups, nota
my-goal = Mi meta
by-date = para el { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
no-goal = Aún no hay meta. Tú y tu profe van a elegir una.
ready-question = ¿Quieres mostrar lo que sabes?
ready-about = Tu profe va a buscar un momento contigo.
im-ready = Sí, quiero
ready-waiting = Tu profe ya lo sabe. Pronto te toca.
oops-question = ¿Qué clase de ups fue?
oops-about = Un buen ups nos ayuda a todos.
too-fast = Fui demasiado rápido
misread-it = Se me pasó una palabra
mixed-up-steps = Mezclé los pasos
new-way = Probé una forma nueva
note-from-teacher = De tu profe
thanks = ¡Gracias!

# Otra persona
friend-is-busy = ¡Hola, { $name }! Alguien todavía está trabajando aquí.
friend-is-busy-unnamed = ¡Hola! Alguien todavía está trabajando aquí.
check-in-quickly = Solo marcar mi llegada
i-can-wait = Puedo esperar
still-there = ¿Sigues ahí?
im-still-here = Sí, sigo aquí

# Avisos
one-moment = Un momento
got-you = ¡Ya te vi!
unknown-badge = Todavía no conozco esta tarjeta
unknown-badge-do = Muéstrasela a tu profe.
voided-badge = Esta tarjeta ya no se usa
voided-badge-do = Dásela a tu profe, por favor.
hold-longer = ¡Casi!
hold-longer-do = Deja tu tarjeta quieta hasta ver tu nombre.
not-a-badge = Eso no es una tarjeta de clase
not-a-badge-do = Aquí no funciona un teléfono ni una tarjeta de banco. Usa tu tarjeta.
try-again = Probemos otra vez
try-again-do = Acerca o escanea tu tarjeta una vez más.
not-saved = Eso no se guardó
not-saved-do = Pide ayuda a un adulto.
not-you = Gracias por avisar
not-you-do = Ahora acerca tu propia tarjeta.

# I forgot my badge
forgot-who = ¿Quién eres?
forgot-pictures = Toca tus tres dibujos
forgot-in-order = Tócalos uno por uno, en tu orden.
forgot-again = Prueba otra vez con tus tres dibujos.
ask-your-teacher = Vamos a pedir ayuda a tu profe
ask-your-teacher-do = Tu profe puede dejarte entrar.

# Lo que el docente dejó para el próximo toque
words-proud = Tu trabajo me da orgullo. ¡Sigue así!
words-kept-going = Fue difícil y no te rendiste.
words-helped = Gracias por ayudar a alguien.
words-show-me = Hoy muéstrame tu trabajo, por favor.
words-see-me = Ven conmigo a la mesa con profe.
words-try-next = Ya puedes probar el próximo paso.

## Para docentes

# Al pie de la primera pantalla
no-reader = Docente: no hay un lector de tarjetas conectado.
journal-trouble = Docente: ahora no se puede guardar. Use "waymark doctor".
journal-restored = Docente: el diario estaba dañado y se recuperó.
sync-needs-you = Docente: las tabletas no comparten. Hay que mirar "Tabletas".
pack-is-old = Docente: los datos de la clase tienen un error. Se usan los anteriores.
no-pin = Docente: para crear su PIN, use "waymark teacher pin".
no-camera = Docente: la cámara no da imagen. "Esta tableta" dice por qué.
no-sound = Docente: no hay sonido. Use "waymark doctor".
practice-hint = Práctica: toque un animal, o la manzana (docente, PIN 2468). No se guarda nada.
practice-badge = Tarjeta de práctica { $picture }


# La tableta necesita ayuda
pack-problems = Hay que arreglar los datos de la clase
pack-problems-do = No se perdió nada. Corrija estas líneas e intente de nuevo.
pack-problems-more = { $count ->
    [one] y 1 más
   *[other] y { $count } más
}
journal-problem = No se puede abrir el diario
journal-newer = Lo escribió un Waymark más nuevo, así que este no lo toca. Instale el programa más nuevo en esta tableta.
journal-older = Lo escribió un Waymark más antiguo y no se pudo poner al día; no se cambió nada. Compruebe que se pueda escribir en su carpeta e intente de nuevo.
journal-foreign = El archivo es de otro programa, así que no se tocó. Muévalo a otro lugar e intente de nuevo.
journal-in-use = El archivo está dañado y otro Waymark todavía lo tiene abierto; no se cambió nada. Cierre el otro e intente de nuevo.
journal-damaged = El archivo está dañado y todavía no se recuperó lo que se puede leer de él. No se tiró nada. Intente de nuevo; si sigue igual, copie la carpeta a un lugar seguro y pida ayuda.
journal-full = El disco está lleno. Todo lo guardado antes está a salvo. Libere espacio e intente de nuevo.
journal-read-only = No se puede escribir en la carpeta. Todo lo guardado antes está a salvo. Permita que se escriba en la carpeta y en su disco e intente de nuevo.
journal-busy = Otro programa tiene ocupado el archivo. Todo lo guardado antes está a salvo. Cierre ese programa e intente de nuevo.
journal-disk = El disco no responde como debe. Todo lo guardado antes debería estar a salvo. Revise el disco y su cable e intente de nuevo.
journal-other = La base de datos dio una respuesta inesperada. Todo lo guardado antes está a salvo. Encienda la tableta de nuevo; si sigue igual, pida ayuda.
journal-file = El archivo: { $file }
try-again-button = Intentar de nuevo

# El escritorio del docente
desk-pin = Su PIN, por favor
desk-pin-wrong = Ese no es el PIN. Intente de nuevo.
desk-pin-wait = { $count ->
    [one] Ese no es el PIN. Espere 1 segundo.
   *[other] Ese no es el PIN. Espere { $count } segundos.
}
desk-no-pin = Aún no hay un PIN para esta tarjeta. Use "waymark teacher pin".
desk-erase = Borrar
desk-enter = OK
desk-lock = Bloquear
desk-now = Ahora
desk-requests = Solicitudes
desk-class = Clase
desk-tablet = Esta tableta
desk-undo = Deshacer
desk-before = Anterior
desk-more = Siguiente
desk-part = { $part } de { $parts }
desk-did-award = { $level } en { $skill }
desk-did-take-back = nivel en { $skill } retirado
desk-did-move = ahora en { $station }
desk-did-check-out = ya no está en su estación
desk-did-leave-words = sus palabras esperan el próximo toque
desk-did-approve = tarea vista
desk-unknown-badges = { $count ->
    [one] 1 tarjeta desconocida
   *[other] { $count } tarjetas desconocidas
}
desk-nowhere = Aún no están
desk-not-here = No está aquí
desk-legend = pequeño: dice · grande: vimos
desk-more-children = y { $count } más
desk-nobody-waits = Nadie espera por usted.
desk-make-seminar = { $count ->
    [one] { $skill }: espera 1
   *[other] { $skill }: esperan { $count }. ¿Un seminario?
}
desk-waiting-for = { $count ->
    [one] { $skill }: espera 1
   *[other] { $skill }: esperan { $count }
}
desk-waits = { $count ->
    [0] desde hoy
    [one] desde hace 1 día de clase
   *[other] desde hace { $count } días de clase
}
desk-days-ago = { $count ->
    [0] hoy
    [one] hace 1 día de clase
   *[other] hace { $count } días de clase
}
desk-waits-said = { $waits } · dice { $said }
desk-asked = quiere mostrarlo
desk-reflecting = Está mirando su trabajo
desk-tasks-done = { $count ->
    [one] 1 tarea terminada
   *[other] { $count } tareas terminadas
}
desk-tasks-to-see = { $count ->
    [one] 1 tarea terminada por ver
   *[other] { $count } tareas terminadas por ver
}
desk-seen = Vista
desk-no-level = nada
desk-cell = { $skill }: dice { $said }, vimos { $found }
desk-leave-words = Dejar palabras
desk-unread = Sin leer: { $words }
desk-skill-open = { $skill }
desk-skill-said = { $skill } · dice { $said }
desk-skill-found = { $skill } · vimos { $found }
desk-skill-both = { $skill } · dice { $said }, vimos { $found }
desk-where = Lugar
desk-take-back = Retirar el nivel
desk-said = Dice { $level }, { $when }
desk-score = { $score } % en la última evaluación
desk-nothing-yet = Aún no hay nada registrado
desk-words-for = Para el próximo toque de { $name }
desk-all-well = Todo funciona.
desk-window = Salir de la pantalla completa
desk-full-screen = Pantalla completa
desk-close = Cerrar Waymark
desk-log = Llegadas
desk-log-empty = Aquí no hay llegadas.
desk-log-line = { $when } · { $name } · { $station }
desk-log-by-hand = { $when } · { $name } · { $station } (a mano)
desk-log-left = { $when } · { $name } se fue de { $station }
desk-day-before = Antes
desk-day-after = Después
desk-today = Hoy
desk-everywhere = Todas
desk-day = { $day } { $month ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sep
    [10] oct
    [11] nov
   *[12] dic
}
desk-link = Nueva tarjeta
desk-link-for = Acerque la nueva tarjeta de { $name }
desk-did-link = tarjeta vinculada
desk-all-here = { $count ->
    [one] Quien falta está aquí
   *[other] Quienes faltan ({ $count }) están aquí
}
desk-did-all-here = { $count ->
    [one] 1 estudiante está ahora en { $station }
   *[other] { $count } estudiantes están ahora en { $station }
}
desk-scored = Puntaje
desk-see-all = Todas vistas
desk-did-see-all = { $count ->
    [one] 1 tarea vista
   *[other] { $count } tareas vistas
}
desk-pin-typed = { $count ->
    [one] 1 cifra escrita
   *[other] { $count } cifras escritas
}

# What a teacher types, the log put right, and the roster.
desk-write = Escribir
desk-written = Mis palabras
desk-keep = Guardar
desk-space = Espacio
desk-shift = Mayúsculas
desk-letters = Letras
desk-digits = Números y signos
desk-accents = Otras letras
desk-why = Por qué
desk-why-for = Por qué, para { $name }
desk-why-class = Lo mostró en clase
desk-why-quiz = Prueba
desk-why-talk = Lo hablamos
desk-why-more = Le falta un poco
desk-search = ¿Los registros de quién?
desk-find = Buscar
desk-nobody-found = Nadie en la clase tiene un nombre que empiece así.
desk-all-day = Todo el día
desk-by-skill = Por destreza
desk-which-skill = ¿Qué destreza?
desk-work-none = Ese día no se hizo nada de esta destreza.
desk-part-of-day = ¿Qué parte del día?
desk-round = { $block }, ronda { $round }
desk-page-of = Página de { $name }
desk-really = ¿Estaba en otro lugar? Toque dónde.
desk-withdraw = Quitar del registro
desk-did-withdraw = quitado del registro
desk-did-correct = estaba en { $station }
desk-roster = Lista
desk-add = Agregar
desk-add-now = Agregar
desk-first-name = Nombre
desk-last-name = Apellido
desk-animal = Animal
desk-animals = Animales que nadie más tiene
desk-group = Grupo
desk-no-group = Ninguno
desk-language = Idioma
desk-as-tablet = El de la tableta
desk-as-class = Como la clase
desk-english = Inglés
desk-spanish = Español
desk-voice = Lee en voz alta
desk-voice-always = Siempre
desk-voice-button = Al tocar
desk-voice-off = Nunca
desk-level = Nivel
desk-level-press = Al presionar
desk-no-name = Falta el nombre. Tóquelo para escribirlo.
desk-long-name = Este nombre es demasiado largo. Acórtalo, por favor.
desk-same-name = Ya hay alguien con este nombre en la clase. ¿Es otra persona?
desk-keep-both = Sí, otra
desk-leaves = Deja la clase
desk-leaves-ask = ¿{ $name } deja la clase?
desk-leaves-kept = Todo lo registrado se queda. Puede deshacerlo.
desk-delete = Borrar para siempre
desk-delete-left = Borrar a quienes se fueron · { $count }
desk-delete-all = Fin de año: borrar a todos
desk-delete-ask = ¿Borrar para siempre todo sobre { $name }?
desk-delete-ask-left = { $count ->
    [one] ¿Borrar todo sobre el estudiante que se fue?
   *[other] ¿Borrar todo sobre los { $count } estudiantes que se fueron?
}
desk-delete-ask-all = { $count ->
    [one] ¿Borrar todo sobre el único estudiante que hay?
   *[other] ¿Borrar todo sobre los { $count } estudiantes, también los que se fueron?
}
desk-delete-goes = Se borran nombre, tarjetas, niveles, tareas, notas y registros, aquí y en todas las tabletas de la clase.
desk-delete-beyond = Quedan las exportaciones, memorias y copias, los papeles y students.csv en la carpeta de la clase: encárguese usted de eso.
desk-delete-export-first = Primero haga una exportación hoy: después aquí no queda nada.
desk-delete-exported = Exportado hoy a las { $time }.
desk-delete-export = A la exportación
desk-delete-sure = Esto no se puede deshacer nunca. ¿Borrar a { $name }?
desk-delete-sure-all = { $count ->
    [one] Esto no se puede deshacer nunca. ¿Borrar a un estudiante?
   *[other] Esto no se puede deshacer nunca. ¿Borrar a { $count } estudiantes?
}
desk-delete-yes = Sí, borrar
desk-delete-last = Borrar para siempre
desk-delete-no = Dejarlo todo
desk-deleted = { $count ->
    [one] Un estudiante está borrado para siempre
   *[other] { $count } estudiantes están borrados para siempre
}
desk-deleted-others = Las otras tabletas lo borran también, la próxima vez que compartan.
desk-did-add = ya está en la clase
desk-did-change = cambios guardados
desk-did-let-go = dejó la clase
desk-room = { $count ->
    [0] No cabe más
    [one] Cabe { $count } letra más
   *[other] Caben { $count } letras más
}
desk-pin-not-checked = La tableta no pudo comprobarlo. Escríbalo otra vez.
desk-number = El número de hoy, por favor
desk-no-number = Esta tarjeta no tiene número en esta tableta. Un docente puede crearlo aquí.
desk-you-substitute = Está aquí como suplente: quién está dónde, y nada más
desk-day-over = Esta tarjeta era para otro día
desk-day-over-do = Gracias por su ayuda. Un docente puede darle una tarjeta para hoy.
desk-own-badge = Mi nueva tarjeta
desk-own-badge-lay = Acerque su nueva tarjeta
desk-own-badge-help = Abre estas páginas junto con su PIN.
desk-did-own-badge = Su nueva tarjeta está vinculada
desk-substitute = Tarjeta de suplente
desk-substitute-lay = Acerque la tarjeta de suplente al lector, o escanéela
desk-substitute-help = Muestra quién está dónde, hasta la medianoche. Después viene su número.
desk-did-substitute = Tarjeta de suplente vinculada hasta la medianoche
desk-number-for-today = El número de hoy: { $number }
desk-number-once = Dígaselo ahora a quien le suple: no se mostrará otra vez. La tarjeta y el número valen en esta tableta hasta la medianoche.
desk-card-random = Esta tarjeta cambia de número cada vez, como un teléfono o una tarjeta de banco. Use otra.
desk-card-yours = Esta tarjeta ya es suya.
desk-card-of = Esta tarjeta es de { $name }. Use otra.
desk-card-of-substitute = Es la tarjeta de suplente de hoy. Use otra.
desk-card-of-leaver = Esta tarjeta es de un estudiante que dejó la clase. Use otra.
desk-should-be = Ahora debe estar en { $station }
desk-skills = Destrezas
desk-story = Historia
desk-goals = Metas
desk-badges = Tarjetas
desk-sees-alike = Últimamente ve su trabajo igual que usted
desk-sees-less = Últimamente ve un poco menos de lo que usted encuentra
desk-sees-more = Últimamente ve un poco más de lo que usted encuentra
desk-story-older = Lo anterior está en la exportación.
desk-by-itself = la tableta
desk-by-substitute = suplente
desk-by-command = línea de comandos
desk-other-tablet = tableta { $tablet }
desk-told-added = Entró a la clase
desk-told-changed = Cambió el nombre, el animal o el grupo
desk-told-left-class = Dejó la clase
desk-told-linked = Vinculación: { $badge }
desk-told-lost = Pérdida: { $badge }
desk-told-replaced = Reemplazo: { $badge }
desk-told-year-end = Del año pasado: { $badge }
desk-told-secret = Recibió dibujos secretos
desk-told-secret-void = Los dibujos secretos ya no valen
desk-told-secret-right = Entró sin tarjeta, con dibujos secretos
desk-told-secret-wrong = Alguien eligió otros dibujos secretos
desk-told-old-badge = Tocó con una tarjeta vieja: { $badge }
desk-told-in = Llegó a { $station }
desk-told-out = Se fue de { $station }
desk-told-talked = Hablamos del plan
desk-told-words = Unas palabras para el próximo toque
desk-told-read = Leyó las palabras
desk-told-group = Grupos nuevos
desk-told-withdrew = Sin efecto: { $what }
desk-told-withdrew-one = Una anotación quedó sin efecto
desk-told-withdrawn = { $what } (sin efecto)
desk-told-reflected = Miró { $skill }: dice { $level }
desk-told-award = Recibió { $level } en { $skill }
desk-told-award-back = Nivel retirado: { $level } en { $skill }
desk-told-chose = Eligió { $task }
desk-told-finished = Terminó { $task }: por su cuenta
desk-told-finished-help = Terminó { $task }: con ayuda
desk-told-finished-hard = Terminó { $task }: aún le cuesta
desk-told-seen = Tarea vista: { $task }
desk-told-ready = Quiere mostrar lo que sabe: { $skill }
desk-told-assessed = Evaluación de { $skill }
desk-told-score = Evaluación de { $skill }: { $score } %
desk-told-found = Vimos { $level } en { $skill }
desk-told-found-score = Vimos { $level } en { $skill }, { $score } %
desk-told-goal = Meta: { $level } en { $skill } para el { $by }
desk-did-goal = meta en { $skill } para el { $by }
desk-told-goal-met = Meta cumplida en { $skill }
desk-told-oops = Compartió un error en { $skill }: { $kind }
desk-told-unknown = Algo que anotó un programa más nuevo
desk-badge-card = Tarjeta …{ $end }
desk-badge-code = Código …{ $end }
desk-cards = { $count ->
    [one] 1 tarjeta
   *[other] { $count } tarjetas
}
desk-codes = { $count ->
    [one] 1 código
   *[other] { $count } códigos
}
desk-no-badge = Aún no hay tarjeta
desk-linked-on = desde el { $day }
desk-lost = ¿se perdió?
desk-lost-question = ¿Se perdió? { $badge }
desk-lost-about = Ya no funcionará. Si aparece, dígalo aquí y funciona otra vez.
desk-lost-no = No, aquí está
desk-lost-yes = Sí, se perdió
desk-without-badge = Alguien sin tarjeta
desk-secret-apple = Manzana
desk-secret-ball = Pelota
desk-secret-bike = Bicicleta
desk-secret-boat = Barco
desk-secret-cactus = Cactus
desk-secret-guitar = Guitarra
desk-secret-hat = Sombrero
desk-secret-house = Casa
desk-secret-key = Llave
desk-secret-pizza = Pizza
desk-secret-rocket = Cohete
desk-secret-shoe = Zapato
desk-secret-picked = { $count } de 3
desk-secret-none = Aún no hay dibujos secretos
desk-secret-has = Dibujos secretos · desde el { $day }
desk-secret-show = Ver dibujos secretos
desk-secret-give = Dar dibujos secretos
desk-secret-new = Sortear otros
desk-secret-of = Dibujos secretos de { $name }
desk-secret-about = Para un día sin tarjeta: { $name } los toca en este orden. No los muestre a nadie más.
desk-secret-closed = Demasiados intentos: cerrado hasta las { $time }. Con dibujos nuevos se abre de inmediato.
desk-secret-count = { $count ->
    [one] 1 estudiante sin dibujos secretos
   *[other] { $count } estudiantes sin dibujos secretos
}
desk-secret-give-all = { $count ->
    [one] Dar dibujos secretos a 1 estudiante
   *[other] Dar dibujos secretos a { $count } estudiantes
}
desk-secret-all-have = Toda la clase tiene dibujos secretos
desk-did-secret = { $count ->
    [one] recibió dibujos secretos
   *[other] { $count } estudiantes recibieron dibujos secretos
}
desk-class-badges = Tarjetas de la clase
desk-class-badges-count = { $count ->
    [one] 1 tarjeta válida
   *[other] { $count } tarjetas válidas
}
desk-class-badges-none = { $count ->
    [0] a nadie le falta
    [one] 1 estudiante sin tarjeta
   *[other] { $count } estudiantes sin tarjeta
}
desk-void-all = Fin de año: anular todas
desk-void-all-ask = { $count ->
    [one] ¿Anular 1 tarjeta de estudiante?
   *[other] ¿Anular { $count } tarjetas de estudiantes?
}
desk-void-all-about = También terminan los dibujos secretos. Las tarjetas de docentes quedan. Puede deshacerlo aquí hasta bloquear; después, tarjeta por tarjeta, en la página de cada estudiante.
desk-void-all-sure = { $count ->
    [one] ¿De verdad? 1 tarjeta dejará de funcionar.
   *[other] ¿De verdad? { $count } tarjetas dejarán de funcionar.
}
desk-void-all-yes = { $count ->
    [one] Anular 1 tarjeta
   *[other] Anular { $count } tarjetas
}
desk-void-all-last = Sí, anular todas
desk-void-all-no = Dejarlas
desk-did-void-all = { $count ->
    [one] 1 tarjeta anulada por fin de año
   *[other] { $count } tarjetas anuladas por fin de año
}
desk-did-lost = la tarjeta ya no funciona
desk-did-found = la tarjeta funciona otra vez
desk-did-kept = la tarjeta vieja sigue anulada
desk-lost-new = Se perdió, hacer otra
desk-voided-lost = perdida el { $day }, { $by }
desk-voided-replaced = reemplazada el { $day }, { $by }
desk-voided-year-end = fin de año, { $day }, { $by }
desk-voided-ask = ¿apareció?
desk-found-question = ¿Apareció? { $badge }
desk-found-about = Vuelve a funcionar de inmediato.
desk-found-yes = Ya apareció
desk-found-no = Dejarla anulada
desk-flagged = { $count ->
    [one] 1 tarjeta vieja usada
   *[other] { $count } tarjetas viejas usadas
}
desk-flagged-none = No hay tarjetas viejas por ver.
desk-flagged-lost = La tarjeta perdida de { $name } se usó { $when }
desk-flagged-replaced = La tarjeta reemplazada de { $name } se usó { $when }
desk-flagged-year-end = La tarjeta del año pasado de { $name } se usó { $when }
desk-flagged-at = a las { $time }
desk-flagged-at-day = el { $day } a las { $time }
desk-flagged-place = { $when } en { $station }
desk-log-by-pictures = { $when } · { $name } · { $station } (sin tarjeta)
desk-talked = Hablamos hoy
desk-last-talk = Última conferencia: { $when }
desk-no-talk-yet = ninguna aún
desk-conferences = { $count ->
    [0] No hay conferencias pendientes
    [one] 1 conferencia pendiente
   *[other] { $count } conferencias pendientes
}
desk-no-goal = { $skill } · sin meta
desk-goal-row = { $skill } · para el { $by }
desk-goal-met = Cumplida
desk-goal-now = Meta: { $level } para el { $by }
desk-stands-at = Ahora en { $level }
desk-goal-level = ¿Qué nivel?
desk-goal-by = ¿Para cuándo?
desk-this-friday = Este viernes
desk-next-friday = El próximo viernes
desk-two-weeks = En 2 semanas
desk-unit-end = Fin de la unidad
desk-over-time = En el tiempo
desk-plot-legend = arriba, grande: vimos · abajo, pequeño: dice
desk-plot-found = { $day }: vimos { $level }
desk-plot-said = { $day }: dice { $level }
desk-plot-back = { $day }: nivel retirado
desk-month = { $month ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sep
    [10] oct
    [11] nov
   *[12] dic
}

# Cómo está esta tableta, parte por parte
desk-looking = Un momento …
desk-some-to-do = Hay partes que revisar.
desk-much-to-do = Algo no funciona.
desk-import = Importar una lista
desk-pack-see = Ver los problemas
desk-state-works = funciona
desk-state-look-at = revisar
desk-state-broken = no funciona
desk-state-not-used = no se usa
desk-part-pack = Carpeta de la clase
desk-part-database = Base de datos
desk-part-disk = Espacio en el disco
desk-part-clock = Reloj
desk-part-readers = Lectores de tarjetas
desk-part-scanner = Escáner
desk-part-sound = Sonido
desk-part-printer = Impresora
desk-part-camera = Cámara
desk-part-sync = Otras tabletas
desk-fact-off = Apagado en la carpeta de la clase.
desk-fact-not-looked = Todavía no se ha revisado.
desk-fact-never = nunca
desk-fact-pack = Todo está en uso.
desk-fact-pack-problems = { $count ->
    [one] El último cambio tiene 1 problema; se sigue usando la clase como estaba antes.
   *[other] El último cambio tiene { $count } problemas; se sigue usando la clase como estaba antes.
}
desk-fact-database = { $count ->
    [one] 1 registro, { $size }. Última escritura: { $last }. Última copia revisada: { $copied }.
   *[other] { $count } registros, { $size }. Última escritura: { $last }. Última copia revisada: { $copied }.
}
desk-fact-database-trouble = El último registro no se guardó; lo guardado antes está a salvo. Hay que liberar espacio en el disco y reiniciar esta tableta.
desk-fact-database-restored = Estaba dañada y se restauró; no se borró nada. Conviene revisar las últimas llegadas.
desk-fact-disk = { $free } libres.
desk-fact-disk-little = Solo { $free } libres. Hay que quitar lo que esta tableta no necesita.
desk-fact-disk-full = Solo { $free } libres: pronto no se podrá guardar nada. Hay que quitar hoy lo que esta tableta no necesita.
desk-fact-disk-unknown = Esta tableta no dice cuánto espacio queda.
desk-fact-clock = Marca { $when }.
desk-fact-clock-wrong = Marca { $when }, y eso no concuerda con el último registro. Hay que ajustar la fecha y la hora de esta tableta. Mientras tanto se puede seguir.
desk-fact-readers = { $names }.
desk-fact-readers-none = No hay ningún lector conectado. Hay que conectar uno.
desk-fact-readers-no-service = El servicio de tarjetas no funciona. Hay que reiniciar esta tableta; si no ayuda, instalar "pcscd".
desk-fact-scanner = Escribe como un teclado. Para probarlo, tocar "Probar el escáner".
desk-fact-sound = Todo se puede oír.
desk-fact-sound-none = No hay altavoz. Hay que conectarlo o encenderlo.
desk-fact-sound-no-names = Los nombres sin grabación no se oyen. Hay que instalar "espeak-ng".
desk-fact-printer = Imprime en { $name }.
desk-fact-printer-none = No hay impresora. Las tarjetas se pueden imprimir en otra computadora.
desk-fact-printer-no-service = Aquí no hay servicio de impresión. Las tarjetas se pueden imprimir en otra computadora.
desk-fact-printer-silent = Sin revisar: el servicio de impresión no respondió.
desk-fact-printer-no-default = { $count ->
    [one] Hay 1 impresora y no está elegida. Hay que elegirla como predeterminada.
   *[other] Hay { $count } impresoras y ninguna está elegida. Hay que elegir la predeterminada.
}
desk-fact-camera = { $place } lee tarjetas en la primera pantalla. No guarda imágenes.
desk-fact-camera-off = Apagada en la carpeta de la clase: las tarjetas se acercan o se escanean.
desk-fact-camera-missing = No hay cámara. Al conectarla, se encuentra sola.
desk-fact-camera-busy = Otro programa usa la cámara. Hay que cerrar ese programa.
desk-fact-camera-not-allowed = Sin permiso. Agregar este usuario al grupo "video".
desk-fact-camera-no-picture = No da imagen. Desconectarla y volver a conectarla.
desk-fact-camera-not-here = Solo se usan cámaras en Linux. Acercar o escanear las tarjetas.
desk-fact-sync = { $count ->
    [one] Aún sin configurar. Solo en esta tableta: 1 registro que nadie más tiene.
   *[other] Aún sin configurar. Solo en esta tableta: { $count } registros que nadie más tiene.
}
desk-pack-read = Leída a las { $time }. Hay que corregir los archivos e intentar de nuevo; hasta entonces se usa la clase como estaba antes.

# Las tabletas de la clase
desk-tablets = Tabletas
desk-tablets-wait = { $count ->
    [one] 1 aviso de tabletas
   *[other] { $count } avisos de tabletas
}
desk-tablets-at = Tabletas en { $place }
desk-tablets-alone = Esta tableta está sola
desk-tablets-none = Aún no hay noticias de otra tableta. Cada una avisa cuando llega al mismo lugar.
desk-tablets-set-up = Para compartir con otras tabletas, hay que nombrar una carpeta o un servidor en [sync] de kiosk.toml, o unirse a una clase.
desk-tablet-heard = última noticia: { $when }
desk-tablet-retired = dejó la clase: { $when }
desk-tablet-owes-none = aquí está todo lo que contó
desk-tablet-owes = { $count ->
    [one] 1 registro aún no está aquí
   *[other] { $count } registros aún no están aquí
}
desk-sync-now = Sincronizar ya
desk-syncing = Sincronizando…
desk-sync-none = Todo lo que hay aquí también está allí.
desk-sync-alone = { $count ->
    [one] 1 registro que nadie más tiene desde { $when }.
   *[other] { $count } registros que nadie más tiene desde { $when }.
}
desk-sync-only = { $count ->
    [one] Solo en esta tableta: 1 registro.
   *[other] Solo en esta tableta: { $count } registros.
}
desk-sync-in-step = Última ronda completa: { $when }.
desk-sync-not-yet = Todavía no se ha completado ninguna ronda.
desk-sync-away = { $place } no responde desde { $when }. Sigue por sí sola cuando vuelva.
desk-sync-full = { $place } está sin espacio desde { $when }. Hay que liberar espacio allí; después sigue por sí sola.
desk-sync-refused = { $place } no deja entrar a esta tableta: { $why }. Hay que preguntar a quien lo administra.
desk-sync-other-class = En { $place } hay otra clase. No se copió nada. Hay que elegir otro lugar en kiosk.toml.
desk-sync-newer = Un Waymark más nuevo preparó { $place }. Hay que actualizar Waymark en esta tableta.
desk-sync-two-of-us = Otra tableta usa el nombre de esta, así que no se copia nada. En "Tabletas" se puede hacer de esta una tableta nueva. No se pierde ningún registro.
desk-sync-nonsense = { $place } responde algo que no puede ser: { $why }. Lo intenta de nuevo por sí sola.
desk-sync-marker = En { $place }, el archivo waymark-class.json está dañado. Los registros de allí están a salvo. Haga que otra tableta de la clase comparta: lo escribe de nuevo.
desk-sync-here = El diario de esta tableta no se puede leer desde { $when }. Hay que reiniciar esta tableta.
desk-add-tablet = Agregar tableta
desk-add-code = El código para la otra tableta
desk-add-wait = Un momento…
desk-add-over = Este código ya no sirve. Se puede mostrar otro.
desk-add-not-made = No se pudo hacer un código: el lugar donde se encuentran las tabletas no responde. Intentar de nuevo cuando vuelva.
desk-add-again = Mostrar otro código
desk-add-left = Sirve { $time }
desk-add-about = En la tableta nueva, toque "Unirse a una clase" y muéstrele este código, o déselo a "waymark join". Así recibe toda la clase. El código no lleva nombres de estudiantes.
desk-make-new = Hacerla nueva
desk-make-new-ask = ¿Hacer de esta una tableta nueva?
desk-make-new-about = Otra tableta usa el mismo nombre, quizá porque esta se copió. Como tableta nueva, esta sigue con un nombre propio. Todo lo registrado se queda, aquí y allí.
desk-make-new-no = No, dejarla así
desk-make-new-yes = Sí, hacerla nueva
desk-parked = { $count ->
    [one] 1 registro no se pudo tomar
   *[other] { $count } registros no se pudieron tomar
}
desk-parked-few = { $count ->
    [one] 1 sin tomar
   *[other] { $count } sin tomar
}
desk-parked-which = Registro { $entry } de { $tablet }
desk-parked-help = Están guardados y se toman en cuanto se pueda. Mientras tanto, las tabletas y la clase siguen igual.
desk-parked-none = Todos los registros se pudieron tomar.
desk-files = { $count ->
    [one] 1 archivo editado dos veces
   *[other] { $count } archivos editados dos veces
}
desk-files-title = { $count ->
    [one] 1 archivo de la clase se editó en dos tabletas
   *[other] { $count } archivos de la clase se editaron en dos tabletas
}
desk-files-help = De cada archivo vale una versión en todas las tabletas; la otra se guarda. Para usar esa, ábrala junto al archivo y guárdela con el nombre del archivo.
desk-files-which = Vale la versión de { $stands }, de { $when }. La de { $other }, de { $before }, se guarda como { $kept } en cada tableta que la tenía.
desk-files-here = esta tableta
desk-files-none = Ningún archivo se editó en dos tabletas.
desk-odd = { $count ->
    [one] 1 archivo extraño
   *[other] { $count } archivos extraños
}
desk-odd-help = Están donde se encuentran las tabletas y no se pueden usar. No estorban a nada más. Se pueden dejar o mover a otra carpeta.
desk-odd-none = No hay nada extraño.
desk-odd-cut-short = Le falta el final. La tableta que lo escribió lo repara cuando pase por aquí; allí no se pierde nada.
desk-odd-damaged = Está dañado. La tableta que lo escribió lo repara cuando pase por aquí; allí no se pierde nada.
desk-odd-other-class = Es de otra clase y no se lee. Muévalo a la carpeta de esa clase.
desk-odd-newer = Lo escribió un Waymark más nuevo. Actualice Waymark en esta tableta.
desk-odd-foreign = No es de Waymark o no está donde corresponde. Puede quedarse, o ir a otra carpeta.
desk-odd-too-large = Es demasiado grande para ser de Waymark, y no se lee.
desk-odd-copied = Dos tabletas escriben con un mismo nombre: una es copia. En una de ellas, abra "Tabletas" y hágala nueva.
desk-odd-closed = Ahora no se puede abrir. Revise la memoria o la red, y quién puede leer allí. ({ $what })
desk-odd-gap = Allí falta un registro, y otros lo siguen. Su propia tableta lo trae otra vez.
desk-odd-more = Hay más cosas extrañas en esta carpeta.
desk-odd-other = { $what }
desk-parked-damaged = Se dañó en el camino: no es lo que se escribió. Haga que { $tablet } comparta otra vez: lo trae entero.
desk-parked-copied = Dos tabletas usan el nombre de { $tablet }: una se copió o se restauró. En una de ellas, abra "Tabletas" y hágala nueva.
desk-parked-unreadable = Waymark en esta tableta no lo puede leer. Actualícelo; el registro se toma entonces por sí solo.
desk-parked-blank = No dice nada, como cuando se borra a alguien para siempre, pero nadie dijo a quién. Haga que todas las tabletas compartan otra vez.
desk-parked-waits = Lo que va antes todavía no está aquí. Haga que { $tablet } comparta otra vez; después se toma por sí solo.
desk-parked-out-of-place = Llegó otra vez o fuera de su lugar. No hay nada que hacer: se toma el correcto.
desk-parked-server = El servidor no lo guardó. Muestre esto a quien lo administra: { $why }
desk-parked-other = Está guardado y se intenta de nuevo. Muestre esto a quien administra las tabletas: { $why }
desk-refused-rights = allí hay un archivo o una carpeta que no se puede abrir o cambiar
desk-refused-read-only = solo se puede leer
desk-refused-key = la clave o la contraseña no es correcta, o ya no vale
desk-refused-set-up = no está preparado para esta clase y este Waymark ({ $why })
desk-refused-certificate = no demuestra que es el servidor correcto ({ $why })

# Retirar esta tableta
desk-retire = Retirar esta tableta
desk-retire-ask = ¿Retirar esta tableta?
desk-retire-not-shared = Ahora no se pudo compartir. Antes de que usted diga que sí, se cuenta lo que ninguna otra tableta tiene.
desk-retire-share = Se comparte lo que ninguna otra tableta tiene todavía, si es posible.
desk-retire-export = Todo se exporta al lugar que usted elija aquí, y se lee de nuevo.
desk-retire-wipes = Después de su PIN se borran de esta tableta el diario, sus copias y las tarjetas que se imprimieron. Queda la carpeta de la clase, con students.csv.
desk-retire-new = Después empieza como una tableta nueva, que solo conoce la carpeta de la clase.
desk-retire-no-place = Para empezar, conecte una memoria USB: la exportación va allí primero. O nombre una carpeta en [export] de kiosk.toml.
desk-retire-to-folder = Empezar: exportar a { $name }
desk-retire-to-stick = Empezar: exportar a la memoria { $name }
desk-retire-prepares = Todavía no se borra nada
desk-retire-sharing = Se comparte lo que ninguna otra tableta tiene…
desk-retire-exporting = { $count ->
    [0] Exportando…
    [one] Exportando: 1 línea.
   *[other] Exportando: { $count } líneas.
}
desk-retire-reading = Se lee de nuevo la exportación…
desk-retire-stop = Detener
desk-retire-ready = ¿Borrar esta tableta ahora?
desk-retire-all-shared = El lugar donde se encuentran las tabletas tiene todos los registros de esta.
desk-retire-nothing-alone = Aquí no hay nada que nadie más tenga.
desk-retire-alone = { $count ->
    [one] 1 registro no está en ninguna otra tableta: después, solo en la exportación.
   *[other] { $count } registros no están en ninguna otra tableta: después, solo en la exportación.
}
desk-retire-exported = { $count ->
    [one] 1 registro se exportó y se leyó de nuevo: { $where }
   *[other] { $count } registros se exportaron y se leyeron de nuevo: { $where }
}
desk-retire-last = Eso no se puede deshacer nunca. Las tarjetas y las imágenes secretas no están en ninguna exportación.
desk-retire-no = No, conservarla
desk-retire-again = Exportar otra vez
desk-retire-wipe = Borrar, con mi PIN
desk-retire-pin = Su PIN, para retirar esta tableta
desk-retire-refused = Esta tableta no se retiró.
desk-retire-no-export = No hay exportación. { $why }
desk-retire-not-exported = No se borró nada. { $why }
desk-retire-not-read = No se borró nada: lo que se leyó en { $where } no es lo que se exportó. Use otra memoria u otra carpeta.
desk-retire-went-on = No se borró nada: se registró algo después de la exportación. Retírela otra vez.
desk-retire-in-use = No se borró nada: otro programa usa el diario. Ciérrelo y retire la tableta otra vez.
desk-retire-not-removed = No se pudo borrar todo de esta tableta. Revise su disco o use "waymark retire".
desk-retire-wiping = Se está borrando esta tableta…
desk-retire-wiping-about = Déjela encendida. Empieza por sí sola como una tableta nueva.
desk-retire-done = Esta tableta dejó la clase.
desk-retire-done-about = Está borrada y es nueva. La exportación de antes: { $where }
desk-retire-done-new = Está borrada y es nueva.

# Importar una lista de la clase
desk-look-again = Buscar de nuevo
desk-import-none = La lista (CSV u OneRoster) va en la carpeta "import" de la carpeta de la clase o en una memoria USB. Después, buscar de nuevo.
desk-import-problems = Esta lista no se puede importar; la clase sigue como estaba. Hay que corregir el archivo y elegirlo otra vez.
desk-import-which = Contiene varias clases. ¿Cuál es la suya?
desk-import-class = { $count ->
    [one] { $name } · 1 estudiante
   *[other] { $name } · { $count } estudiantes
}
desk-list-no-class = Fuera por no estar en ninguna clase: { $count }
desk-list-no-role = Fuera por no tener función: { $count }
desk-list-deleted = Fuera por estar marcados para borrar: { $count }
desk-list-off = Fuera por estar desactivados: { $count }
desk-list-everyone = No hay enrollments.csv: se toma a todos los estudiantes de la lista.
desk-list-everybody = { $file } no dice quién es estudiante: se toma a todos.
desk-list-split = { $file }: los nombres se separaron en nombre y apellido. Conviene revisarlos.
desk-list-column = { $file }: la columna "{ $written }" se leyó como "{ $read }".
desk-list-grades = Grados en la lista: { $grades }
desk-list-shared = Fuera por repetirse en más de un estudiante: los identificadores { $some }
desk-import-take = Importar esta lista
desk-import-same = La clase está igual que en esta lista. No hay nada que importar.
desk-import-added = { $count ->
    [one] 1 nuevo
   *[other] { $count } nuevos
}
desk-import-changed = { $count ->
    [one] 1 con cambios
   *[other] { $count } con cambios
}
desk-import-unchanged = { $count } como antes
desk-import-missing = { $count ->
    [one] 1 no está en la lista
   *[other] { $count } no están en la lista
}
desk-import-new = Estudiante nuevo: { $name }
desk-import-touch = Toque a quien se va de la clase.
desk-import-stays = { $name } se queda (no está en la lista)
desk-import-leaves = { $name } se va
desk-import-group = El horario no tiene el grupo "{ $group }": sus estudiantes no verán rotación hasta que lo tenga.
desk-did-take-over = { $count ->
    [one] 1 cambio de la clase importado
   *[other] { $count } cambios de la clase importados
}
desk-field-first-name = nombre: { $after }
desk-field-last-name = apellido: { $after }
desk-field-picture = imagen: { $after }
desk-field-group = grupo: { $after }
desk-field-language = idioma: { $after }
desk-field-identifier = número: { $after }
desk-field-read-aloud = lectura en voz alta: { $after }

# La clase por destreza, y quién espera atención
desk-grid = Niveles
desk-not-moved = Sin avanzar
desk-not-met = Sin atender
desk-no-evidence = Aún sin evidencia
desk-begins = Desde el { $day }
desk-evidence = { $count ->
    [one] Evidencia de 1 de { $of }
   *[other] Evidencia de { $count } de { $of }
}
desk-unit-evidence = { $count } de { $of } destrezas con evidencia
desk-unit-week = semana { $week } de { $weeks }
desk-unit-from = desde el { $day }
desk-unit-until = terminó el { $day }
desk-all-moved = { $count ->
    [one] Todos han avanzado desde el último día de clase.
   *[other] Todos han avanzado en los últimos { $count } días de clase.
}
desk-all-met = { $count ->
    [one] Todos han recibido atención desde el último día de clase.
   *[other] Todos han recibido atención en los últimos { $count } días de clase.
}
desk-still = { $name } · { $count ->
    [one] sin avanzar desde hace 1 día de clase
   *[other] sin avanzar desde hace { $count } días de clase
}
desk-never-moved = { $name } · { $count ->
    [one] aún nada, lleva 1 día de clase
   *[other] aún nada, lleva { $count } días de clase
}
desk-unmet = { $name } · { $count ->
    [one] sin atender desde hace 1 día de clase
   *[other] sin atender desde hace { $count } días de clase
}
desk-never-met = { $name } · { $count ->
    [one] aún sin atender, lleva 1 día de clase
   *[other] aún sin atender, lleva { $count } días de clase
}

# Niveles que las tabletas dieron distintos
desk-dissents = { $count ->
    [one] 1 nivel no coincide
   *[other] { $count } niveles no coinciden
}
desk-dissents-none = Todas las tabletas coinciden en cada nivel.
desk-dissents-help = Dos tabletas dieron niveles distintos el mismo día. ¿Cuál es el correcto? El primero es el que cuenta ahora.
desk-counts-now = { $level } · ahora
desk-to-print = { $count ->
    [one] 1 insignia de nivel por imprimir
   *[other] { $count } insignias de nivel por imprimir
}
desk-print-line = { $name } · { $level } en { $skill }
desk-printed = Impresa
desk-print-all = Todas impresas
desk-did-print = insignia de nivel impresa
desk-did-print-all = { $count ->
    [one] 1 insignia de nivel impresa
   *[other] { $count } insignias de nivel impresas
}
desk-told-printed = Insignia impresa: { $level } en { $skill }
desk-told-why = { $what } ({ $why })
desk-told-settled = Se decidió qué nivel vale en { $skill }

# Una tarjeta para un estudiante
desk-give-next-badge = Vincular una tarjeta
desk-give-next = ¿De quién es la nueva tarjeta?
desk-give-badge = { $badge }: ¿de quién es?
desk-give-help = Toque al estudiante y acerque la tarjeta, en cualquier orden.
desk-give-help-badge = Toque al estudiante que la va a tener.
desk-give-yellow = Amarillo: sin tarjeta.
desk-give-it-to = darla a…
desk-unknown-none = Toda tarjeta usada esta semana es de alguien.
desk-unknown-help = Usadas esta semana y de nadie. Toque una para decir de quién es.
desk-link-write = Escribir también el código
desk-link-write-it = Escribir el código
desk-link-next = Otro estudiante
desk-link-of = Esta tarjeta es de { $name }
desk-link-give = Mejor dársela a { $name }
desk-link-keep = Que siga con { $name }
desk-link-theirs = Esta tarjeta ya es de { $name }
desk-link-done = Vinculada: { $name } tiene nueva tarjeta
desk-link-may-tap = { $name } entra con ella: { $badge }.
desk-link-another = Otra tarjeta. ¿También es de { $name }?
desk-link-also = Sí, también de { $name }
desk-link-others = No, de otro estudiante
desk-link-of-teacher = Es la tarjeta de un docente y así se queda. Use otra.
desk-link-lifted = Se levantó antes de tiempo. Acérquela otra vez, sin moverla.
desk-link-unreadable = Esta tarjeta no se pudo leer. Inténtelo otra vez o use otra.
desk-link-writing = Se escribe la tarjeta de { $name }
desk-link-leave-it = Deje la tarjeta donde está.
desk-link-lay-again = Acerque otra vez la tarjeta de { $name }
desk-link-not-written = No se escribió la tarjeta de { $name }
desk-link-written = Escrita y comprobada: tarjeta de { $name }
desk-link-both = Con su chip o con su código entra { $name }.
desk-link-over = Escribir encima
desk-link-again = Otra vez
desk-tag-lifted = Se levantó antes de tiempo. Se sigue donde iba.
desk-tag-not-there = Ya no está en el lector.
desk-tag-something-else = Esta tarjeta dice otra cosa, quizás una dirección web. Se dejó como está.
desk-tag-not-kept = La tarjeta no guardó lo escrito. Inténtelo otra vez o use otra.
desk-tag-no-reader = Ningún lector responde. No se escribió nada.
desk-tag-other-kind = En una tarjeta de este tipo no se puede escribir.
desk-tag-not-ready = Esta tarjeta no está preparada para mensajes.
desk-tag-read-only = Esta tarjeta está bloqueada: no se puede escribir en ella.
desk-tag-too-small = En esta tarjeta no cabe un código.
desk-tag-works = Aun así deja entrar a { $name }.
desk-tag-stays = Sigue siendo de quien era.
desk-did-give = tarjeta entregada
desk-did-write = código escrito en la tarjeta

# Imprimir tarjetas, en el escritorio.
desk-press = Imprimir tarjetas
desk-press-short = Imprimir
desk-press-everybody = { $count ->
    [one] La tarjeta de la clase: 1
   *[other] Todas las tarjetas: { $count }
}
desk-press-without = { $count ->
    [one] Sin tarjeta: 1
   *[other] Sin tarjeta: { $count }
}
desk-press-levels = { $count ->
    [one] Insignias por imprimir: 1
   *[other] Insignias por imprimir: { $count }
}
desk-press-child = Tarjeta de { $name }
desk-press-mine = Mi propia tarjeta
desk-press-pictures = Dibujos secretos: lista para usted
desk-press-ruler = Página con reglas: ¿imprime corrido?
desk-press-test = Tarjeta de prueba para escáneres
desk-press-nothing-without = Nadie está sin tarjeta.
desk-press-nothing-levels = Ninguna insignia por imprimir.
desk-press-last = La última impresión
desk-press-sheet = Hoja
desk-press-paper = Papel
desk-press-printer = Impresora
desk-press-copies = Copias
desk-press-squares = Cuadros 2 in
desk-press-avery-5395 = Avery 5395
desk-press-avery-5371 = Avery 5371
desk-press-cr80 = De plástico
desk-press-letter = Carta
desk-press-a4 = A4
desk-press-card = Una por una
desk-press-choose = ¿En cuál impresora?
desk-press-choose-one = { $count ->
    [one] Elegir la impresora
   *[other] Elegir una de { $count } impresoras
}
desk-press-looking = Buscando impresoras …
desk-press-none = Sin impresora: se guarda como archivo
desk-press-no-service = Sin servicio de impresión: se guarda como archivo
desk-press-silent = El servicio de impresión no responde
desk-press-ready = lista
desk-press-refuses = no acepta trabajos
desk-press-need-paper = sin papel
desk-press-need-jam = papel atascado
desk-press-need-cover = tapa abierta
desk-press-need-ink = sin tinta
desk-press-need-connection = no responde
desk-press-need-resume = en pausa
desk-press-need-somebody = necesita atención
desk-press-print = Imprimir
desk-press-save = Guardar archivo
desk-press-shift = Ajustar
desk-press-shift-title = ¿Cuánto se corre { $name }?
desk-press-shift-about = Imprima la página con reglas y dóblela; ella dice los dos números.
desk-press-shift-right = A la derecha: { $mm } mm
desk-press-shift-down = Hacia abajo: { $mm } mm
desk-press-less = { $what }, menos
desk-press-more = { $what }, más
desk-press-order-badges = { $count ->
    [one] 1 tarjeta
   *[other] { $count } tarjetas
}
desk-press-order-pages = { $count ->
    [one] 1 página
   *[other] { $count } páginas
}
desk-press-order-copies = { $count ->
    [one] 1 copia
   *[other] { $count } copias
}
desk-press-making = Preparando las páginas …
desk-press-waiting = Enviado a { $name }
desk-press-printing = { $name } está imprimiendo
desk-press-held = { $name } lo retiene
desk-press-stopped = { $name } espera
desk-press-done = Listo: { $what }
desk-press-canceled = Cancelado: ya no se imprime nada más
desk-press-failed = { $name } no pudo imprimirlo
desk-press-forgotten = Enviado a { $name }; no se sabe cómo terminó
desk-press-practice = En la práctica no se imprime ni se guarda nada
desk-press-only-saved = Guardado como archivo
desk-press-gone = Esa impresora ya no está
desk-press-not-taken = { $name } no acepta trabajos ahora
desk-press-service-away = El servicio de impresión no responde
desk-press-lost = El servicio de impresión no responde por ahora
desk-press-not-saved = El archivo no se guardó
desk-press-not-made = Las páginas no se prepararon
desk-press-do-paper = Sin papel: ponga papel. Sigue sola.
desk-press-do-jam = Papel atascado: sáquelo. Sigue sola.
desk-press-do-cover = La tapa está abierta: ciérrela. Sigue sola.
desk-press-do-ink = Se acabó la tinta o el tóner: ponga uno nuevo. Sigue sola.
desk-press-do-connection = La impresora no responde: enciéndala y revise el cable. Sigue sola.
desk-press-do-resume = Alguien la puso en pausa: oprima su botón de inicio. Sigue sola.
desk-press-do-somebody = La impresora necesita que alguien la vea. Sigue sola.
desk-press-do-held = Suéltelo en la impresora, o cancélelo e imprima de nuevo.
desk-press-do-failed = Revise la impresora e imprima de nuevo. El archivo está a salvo.
desk-press-do-send = No se imprimió nada. Elija otra impresora o imprima el archivo en otra parte.
desk-press-do-full = El disco está lleno. No se imprimió nada. Libere espacio e imprima de nuevo.
desk-press-do-other = No se puede escribir en la carpeta de datos. No se imprimió nada.
desk-press-do-made = No se imprimió nada ni se perdió nada. Intente otra vez.
desk-press-do-leave = Puede salir de esta página: sigue sola.
desk-press-do-wait = Se le pregunta todo el tiempo. El archivo está a salvo.
desk-press-do-forgotten = Revise la impresora: ¿está en papel? Si no, imprima de nuevo. El archivo está a salvo.
desk-press-do-file = Abra el archivo en otra computadora e imprímalo al 100 %.
desk-press-do-printed = Cuando estén en papel, toque "Impresa" en la página de solicitudes.
desk-press-recorded = Las insignias están marcadas como impresas.
desk-press-file = El archivo está aquí:
desk-press-to-stick = Copiar a la memoria USB
desk-press-on-stick = En la memoria: { $path }
desk-press-no-stick = No hay memoria USB. Conecte una e intente otra vez.
desk-press-stick-full = La memoria está llena. Libere espacio e intente otra vez.
desk-press-stick-other = No se puede escribir en la memoria. Pruebe con otra.
desk-press-cancel = Cancelar
desk-press-again = Imprimir más
desk-press-see = Ver
desk-fact-printer-needs = { $name }: { $need }

# Probar un escáner, en el escritorio.
desk-scanner = Probar el escáner
desk-scanner-begin = Escanee la tarjeta de prueba 3 veces
desk-scanner-again = { $count ->
    [one] Bien. Escanéela 1 vez más
   *[other] Bien. Escanéela { $count } veces más
}
desk-scanner-well = Todo está bien: este escáner lee tarjetas
desk-scanner-change = Hay que cambiar esto
desk-scanner-off = La carpeta de la clase apaga los escáneres
desk-scanner-here = La tarjeta de prueba: en papel o aquí mismo
desk-scanner-print = Imprimirla
desk-scanner-code = El código
desk-scanner-code-well = Llega completo.
desk-scanner-code-wait = Sin escanear.
desk-scanner-dropped = { $count ->
    [one] Falta 1 letra. Ponga "inter-character delay" en 20 ms.
   *[other] Faltan { $count } letras. Ponga "inter-character delay" en 20 ms.
}
desk-scanner-doubled = { $count ->
    [one] 1 letra doble. Ponga "inter-character delay" en 20 ms.
   *[other] { $count } letras dobles. Ponga "inter-character delay" en 20 ms.
}
desk-scanner-extra = { $count ->
    [one] 1 tecla de más. Desactive "prefix" y "code ID".
   *[other] { $count } teclas de más. Desactive "prefix" y "code ID".
}
desk-scanner-layout = Cada letra llegó como otra. Ponga "keyboard language" en USA.
desk-scanner-wrong = { $count ->
    [one] 1 letra cambiada. Ponga "inter-character delay" en 20 ms.
   *[other] { $count } letras cambiadas. Ponga "inter-character delay" en 20 ms.
}
desk-scanner-slow = { $ms } ms entre dos teclas. Ponga "inter-character delay" en 20 ms.
desk-scanner-other = Esa no era la tarjeta de prueba. Escanee la de esta página.
desk-scanner-suffix = Después del código
desk-scanner-enter = Enter. Las tarjetas se responden al instante.
desk-scanner-tab = Tab. Las tarjetas se responden al instante.
desk-scanner-no-suffix = Nada. Tarda 0.1 s más; mejor con sufijo Enter ("add Enter suffix").
desk-scanner-capitals = Mayúsculas
desk-scanner-shift = Escritas con Shift. Aquí no importa.
desk-scanner-small = Minúsculas. Aquí no importa.
desk-scanner-locked = Bloq Mayús activado. Se lee igual; desactívelo para escribir.
desk-scanner-speed = Velocidad
desk-scanner-between = { $ms } ms de tecla a tecla.
desk-scanner-keyboard = Idioma del teclado
desk-scanner-keyboard-about = No importa: cuenta el lugar (QWERTY, AZERTY, QWERTZ).
desk-scanner-start-over = Empezar de nuevo
desk-test-badge = Esta es la tarjeta de prueba.
desk-test-badge-do = Se leyó bien.

# Hojas de tarjetas en papel
desk-sheet-teacher = Docente
desk-sheet-pin = Solo funciona con su PIN.
desk-sheet-test = Tarjeta de prueba
desk-sheet-test-about = Para probar un escáner o una cámara. No es de nadie.
desk-sheet-ruler = ¿Cuánto se desvía esta impresora?
desk-sheet-ruler-size = Imprima esta página al 100 % (tamaño real). Una tarjeta bancaria o escolar debe ser tan grande como este marco.
desk-sheet-ruler-fold = Doble la página, borde izquierdo sobre borde derecho, y ábrala. Luego dóblela, borde de arriba sobre borde de abajo, y ábrala. Cada doblez cruza una escala.
desk-sheet-ruler-enter = Lea el número en cada doblez y escriba los dos. Todo está bien cuando esta página, impresa otra vez, tiene sus dobleces en los mismos números.
desk-sheet-ruler-right = A la derecha
desk-sheet-ruler-down = Hacia abajo
desk-sheet-secrets = Dibujos secretos
desk-sheet-secrets-about = Para un día sin tarjeta: el nombre y luego estos tres dibujos en este orden. Guarde esta página en un cajón.

# Unirse a una clase, en la tableta nueva
desk-join = Unirse a una clase
desk-join-there = En la otra tableta, abra las páginas del docente: "Esta tableta", "Tabletas", "Agregar tableta".
desk-join-here = Muestre ese código al escáner o a la cámara de esta tableta.
desk-join-then = Diga que sí aquí. La clase llega por sí sola; lo que hay aquí ahora se guarda aparte.
desk-join-mirror = Muestre el código
desk-join-type = Con un teclado: escriba o pegue aquí las letras del código.
desk-join-typed = { $count ->
    [one] 1 letra del código
   *[other] { $count } letras del código
}
desk-join-no-code = Ningún código es así: cada uno empieza con JKLN. Compárelo con la otra tableta o bórrelo.
desk-join-clear = Borrar
desk-join-stop = Detener
desk-join-count = Ya están aquí { $done } de { $all } registros. La tableta puede quedarse así.
desk-join-ask = ¿Unirse a { $class }?
desk-join-about = Docente: esta tableta se encontrará con las otras en { $place }. Ahora tiene una clase de muestra, que se guarda aparte.
desk-join-yes = Unirse
desk-join-no = Ahora no
desk-join-fetches = Uniéndose a { $class }…
desk-join-wait = La clase está en camino. La tableta puede quedarse así.
desk-join-joined = Esta tableta ya es de { $class }.
desk-join-students = { $count ->
    [one] Hay 1 estudiante en la clase.
   *[other] Hay { $count } estudiantes en la clase.
}
desk-join-files = Ahora llegan los archivos de la clase.
desk-join-done = OK
desk-join-refused = Esta tableta no se unió.
desk-join-has-records = Ya hay trabajo de estudiantes en esta tableta. Hay que exportarlo y retirar la tableta; después, unirse.
desk-join-no-folder = La carpeta compartida de la clase no está en esta tableta. Hay que conectar la memoria y escanear de nuevo. Si está en otro lugar, usar "waymark join" con --folder.
desk-join-expired = Este código es demasiado viejo, o ya se unió otra tableta con él. Hay que mostrar otro en la otra tableta y escanear de nuevo.
desk-join-unknown = La carpeta compartida no conoce este código. Hay que tocar "Sincronizar ya" en la otra tableta y escanear de nuevo.
desk-join-other-class = En ese lugar hay otra clase. Hay que mostrar el código de esta clase.
desk-join-damaged = Un archivo de la carpeta compartida, waymark-class.json, está dañado; los registros de allí están a salvo. Toque "Sincronizar ya" en la otra tableta, que lo repara, y escanee de nuevo.
desk-join-other-place = kiosk.toml nombra otro lugar en [sync]. Hay que quitarlo y escanear de nuevo.
desk-join-not-let-in = El servidor de la clase no deja entrar a esta tableta, o no puede probar quién es. Hay que preguntar a quien lo cuida.
desk-join-away = El lugar donde se encuentra la clase no responde. Hay que revisar la red y escanear de nuevo.

# El libro de la exportación
desk-book-moment-form = [$-540A]d mmm yyyy h:mm AM/PM
desk-book-day-form = [$-540A]d mmm yyyy
desk-book-overview = Resumen
desk-book-check-ins = Llegadas
desk-book-reflections = Reflexiones
desk-book-levels = Niveles
desk-book-requests = Solicitudes
desk-book-mastery = Dominio
desk-book-plans = Metas y tareas
desk-book-made = Hecho el { $when } en { $tablet }
desk-book-goes-on = { $sheet } tiene más filas de las que caben en una hoja: sigue hasta { $last }.
desk-book-only = Todo lo que Waymark tiene sobre { $name }, y sobre ningún otro estudiante.
desk-book-animal = Animal
desk-book-standard = Estándar
desk-book-words = Notas
desk-book-read = Leída
desk-book-at-a-glance = De un vistazo
desk-book-today = Hoy
desk-book-this-week = Esta semana
desk-book-were-here = Estudiantes que llegaron
desk-book-tasks-finished = Tareas terminadas
desk-book-assessments = Evaluaciones
desk-book-levels-given = Niveles dados
desk-book-wait-for-you = Solicitudes y tareas para usted
desk-book-by-station = Llegadas por estación
desk-book-not-here = Hoy no han llegado
desk-book-no-school = Hoy no hay clases
desk-book-requests-wait = Listos para mostrar lo que saben
desk-book-since = desde el { $day }
desk-book-levels-this-week = Niveles dados esta semana
desk-book-nobody = Nadie
desk-book-over-time = Los niveles de la clase a lo largo del tiempo
desk-book-over-time-about = Cada estudiante cuenta una vez por destreza; el último mes es la hoja Dominio.
desk-book-month = Fin de
desk-book-mastery-title = Dominio
desk-book-own-about = lo que piensa el estudiante; aún no se dio un nivel
desk-book-how-many = Cuántos estudiantes
desk-book-when = Cuándo
desk-book-child = Estudiante
desk-book-group = Grupo
desk-book-station = Estación
desk-book-block = Bloque
desk-book-round = Ronda
desk-book-how = Cómo
desk-book-unsure = Reloj
desk-book-clock-unsure = inseguro
desk-book-student-id = Número
desk-book-entry = Registro
desk-book-skill = Destreza
desk-book-pictures-say = Dicen los dibujos
desk-book-child-says = Dice el estudiante
desk-book-level = Nivel
desk-book-what = Qué
desk-book-by = Quién
desk-book-why = Por qué
desk-book-waits = Espera
desk-book-score = Puntaje %
desk-book-found = Nivel visto
desk-book-goal = Meta
desk-book-until = Para cuándo
desk-book-task = Tarea de ahora
desk-book-task-level = Tarea para
desk-book-finished = Tareas hechas
desk-book-talked = Última charla
desk-book-talk-due = Próxima charla
desk-book-due = ya toca
desk-book-no-goal = sin meta aún
desk-book-given = dado
desk-book-taken-back = retirado
desk-book-asked = pedida
desk-book-assessed = evaluada
desk-book-waiting = espera
desk-book-tap-alone = solo con la tarjeta
desk-book-card = acercó la tarjeta
desk-book-scanner = escaneó la tarjeta
desk-book-camera = mostró la tarjeta a la cámara
desk-book-by-teacher = lo anotó un docente
desk-book-secret = con dibujos secretos
desk-book-substitute = Suplente
desk-book-program = Waymark

# La página de exportación
desk-export = Exportar
desk-export-title = Exportación para docentes
desk-export-about = Es un libro de cálculo, Waymark.xlsx, y lo mismo en tablas. No contiene códigos de tarjetas ni PIN.
desk-export-never = Desde esta tableta aún no se exportó nada.
desk-export-last = Última exportación: { $when } · { $where }
desk-export-stick = Memoria USB { $name }
desk-export-each-block = Sola al final de cada bloque y del día, en { $path }
desk-export-each-day = Sola al final de cada día, en { $path }
desk-export-by-hand = En { $path } cuando usted la pida
desk-export-no-folder = No se guarda sola en ningún lugar. La carpeta para eso se nombra en kiosk.toml, en [export].
desk-export-to-folder = Exportar ahora a la carpeta
desk-export-to-stick = Exportar ahora a la memoria USB { $name }
desk-export-no-stick = Conecte una memoria USB: aquí se ofrecerá.
desk-export-begins = Exportando a { $where } …
desk-export-running = { $count ->
    [one] Exportando a { $where }: 1 línea. Puede salir de esta página.
   *[other] Exportando a { $where }: { $count } líneas. Puede salir de esta página.
}
desk-export-on-stick = Guardado en la memoria USB { $name }. Ya puede sacarla.
desk-export-in-folder = Guardado en { $path }
desk-export-stick-full = La memoria USB { $name } está llena. No se perdió nada. Libere espacio o use otra, y exporte de nuevo.
desk-export-folder-full = El disco de { $name } está lleno. No se perdió nada. Libere espacio y exporte de nuevo.
desk-export-tablet-full = El disco de esta tableta está casi lleno. No se perdió nada. Libere espacio y exporte de nuevo.
desk-child-export = Exportar sus datos
desk-child-export-title = Los datos de { $name }
desk-child-export-about = Todo sobre { $name } en una carpeta propia, y nada sobre otros estudiantes: un libro de cálculo y tablas con llegadas, reflexiones, niveles, metas, tareas, solicitudes y sus notas.
desk-child-export-never = Los datos de { $name } aún no se exportaron por separado.
desk-child-export-last = Datos de { $name }, última exportación: { $when } · { $where }
desk-child-export-on-stick = Guardado en la memoria USB { $name }: Waymark/{ $folder }. Ya puede sacarla.
desk-export-stick-gone = La memoria USB { $name } ya no está. No se perdió nada. Conéctela y exporte de nuevo.
desk-export-folder-gone = La carpeta { $name } no está. No se perdió nada. Conecte su disco o nombre otra carpeta en kiosk.toml.
desk-export-stick-read-only = No se puede escribir en la memoria USB { $name }. No se perdió nada. Abra su seguro o use otra.
desk-export-folder-read-only = No se puede escribir en { $name }. No se perdió nada. Nombre otra carpeta en kiosk.toml.
desk-export-journal = No se pudo leer el registro. Se sigue atendiendo a los estudiantes. Intente otra vez; si sigue así, vea "waymark doctor".
desk-export-stick-other = No se guardó en la memoria USB { $name }. No se perdió nada. Intente otra vez, o con otra memoria.
desk-export-folder-other = No se guardó en { $name }. No se perdió nada. Intente otra vez.

# What is wrong in a teacher's files, by its kind, for whoever does not read the English sentence
desk-wrong-this = esto
desk-wrong-meant = ¿Quiso decir "{ $word }"?
desk-wrong-unknown = { $what } no se conoce aquí. Busque un error al escribir.
desk-wrong-missing = Aquí tiene que estar { $what }.
desk-wrong-no-file = Ese archivo o esa carpeta no existe: { $what }.
desk-wrong-no-task = Cada nivel necesita sus tareas, y una que sea obligatoria: { $what }.
desk-wrong-no-name = Aquí falta un nombre o un número.
desk-wrong-twice = Está dos veces: { $what }. Cambie o quite una.
desk-wrong-count = Aquí hay muy pocos o demasiados: { $what }.
desk-wrong-large = Es demasiado largo o grande: { $what }.
desk-wrong-value = { $what } no se puede escribir así aquí. Compare con una línea que funciona.
desk-wrong-times = Aquí las horas o las fechas se contradicen: { $what }.
desk-wrong-line = Esta línea no se puede leer. Revise las comas, los corchetes y las comillas.
desk-wrong-closed = El archivo no se puede leer. Guárdelo otra vez como texto (CSV UTF-8).
desk-wrong-picture = La imagen no se puede usar: { $what }. Use un emoji o un PNG o JPEG sencillo.
desk-wrong-zip = El zip no se puede usar. Descárguelo otra vez o descomprímalo.
desk-wrong-nobody = No hay estudiantes en el archivo.
desk-wrong-which-class = No está claro qué clase se pide.
desk-wrong-shortened = Una hoja de cálculo acortó este número: { $what }. Dé formato de texto a la columna y expórtela otra vez.
desk-wrong-more = Hay más errores así en el archivo.
