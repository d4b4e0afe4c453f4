import { isatty } from 'node:tty'

const standardError = 2

/**
 * Calls back at each SIGHUP. It has two meanings: somebody wants a reload (daemons), or the terminal
 * in which this process was started is gone, which is a wish to stop. Returns what ends the
 * listening.
 */
export function onHangup(meanings: {
  readonly reload: () => void
  readonly stop: () => void
}): () => void {
  const hadTerminal = isatty(standardError)
  const listener = () => {
    if (hadTerminal && !isatty(standardError)) meanings.stop()
    else meanings.reload()
  }
  process.on('SIGHUP', listener)
  return () => void process.off('SIGHUP', listener)
}
