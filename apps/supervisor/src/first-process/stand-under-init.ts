import { existsSync } from 'node:fs'

const shell = '/bin/sh'

/**
 * The least that the first process of a container has to do (`docker run --init`, tini): it passes
 * on signals, and takes in the exit of every process whose parent has ended, which the `wait` of a
 * shell does. It ends with the code of the one that it started.
 *
 * A job in the background would read nothing: the shell's own input is handed to it. A signal that
 * comes before the job is there is kept for it. `wait` also returns when a signal comes; while the
 * job is there, if only as a zombie, it is waited for again. A shell that has already taken it in
 * still knows its code, or answers 127.
 */
const init = `
forward() { asked=$1; [ -z "$job" ] || kill -s "$1" "$job" 2>/dev/null; }
for signal in TERM INT HUP QUIT USR1 USR2; do trap "forward $signal" "$signal"; done
exec 3<&0
"$@" <&3 3<&- &
job=$!
[ -z "$asked" ] || kill -s "$asked" "$job"
while :; do
  wait "$job"; code=$?
  kill -0 "$job" 2>/dev/null || break
done
wait "$job" 2>/dev/null; last=$?
[ "$last" -eq 127 ] || code=$last
exit "$code"
`

/**
 * Node takes in only its own children. As the first process of a container it would collect a
 * zombie for each process whose parent ends before it; so it makes a shell of itself that starts
 * PromptBin again, as its child. Returns where there is nothing to do: in any other process, which
 * has an init above it, and in an image without a shell, where `docker run --init` helps.
 */
export function standUnderInit(): void {
  if (process.pid !== 1 || process.execve === undefined || !existsSync(shell)) return
  const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  process.execve(shell, ['sh', '-c', init, 'init', ...command])
}
