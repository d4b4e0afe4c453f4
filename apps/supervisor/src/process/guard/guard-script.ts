/** The program of {@link guardScript}; also in the images of Node but the very smallest. */
export const guardShell = '/bin/sh'

/** By which a person finds it among processes. */
export const guardName = 'promptbin-guard'

/**
 * What a guard does, for any POSIX shell (dash, busybox, bash). Each line that it reads names all that it
 * guards, as `<pid>:<start time>` with blanks between; the last one holds when its input ends, which is when
 * the supervisor does, whatever ended it. Whoever is stopped is woken then, to end like the others; whoever
 * is still there after so many seconds, the argument, is ended with what it has started.
 *
 * A number that has another start time by then (the 22nd field of proc_pid_stat(5); the name before it may
 * hold anything) is somebody else's, and is left alone. A supervisor that does not end but stops ends its
 * guard itself; the signals by which terminals and service managers end whole groups are not meant for it.
 */
export const guardScript = `# Ends what a killed PromptBin leaves.
trap '' HUP INT QUIT TERM
while read -r line; do guarded=$line; done
is_there() {
  stat=
  read -r stat <"/proc/\${1%:*}/stat"
  set -- "\${1#*:}" \${stat##*) }
  [ "$1" = "\${21}" ]
}
send() {
  for each in $guarded; do
    is_there "$each" && kill -s "$1" -- "-\${each%:*}"
  done
}
send CONT
sleep "$1" || exit
send KILL
`
