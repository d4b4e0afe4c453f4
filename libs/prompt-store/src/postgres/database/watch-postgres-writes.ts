import { type Client, dropClient, letProcessEnd, openClient } from './client.ts'

/** As the trigger on the library's row names it. */
const channel = 'promptbin_library'

/** How long after a connection is lost, or cannot be had, the next one is tried. */
const [firstWaitMs, longestWaitMs] = [250, 15_000]

/**
 * Calls back whenever somebody has changed the library in a PostgreSQL database, this process or
 * another, once that can be read; and after each time when nothing could be heard, as something may
 * have changed. Keeps no process alive; until the returned function is called.
 */
export function watchPostgresWrites(url: string, onWrite: () => void): () => void {
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isEnded = false
  let waitMs = firstWaitMs

  const retry = () => {
    client = undefined
    if (isEnded) return
    timer = setTimeout(() => void listen(), waitMs).unref()
    waitMs = Math.min(waitMs * 2, longestWaitMs)
  }
  const listen = async () => {
    try {
      const opened = await openClient(url)
      client = opened
      if (isEnded) return dropClient(opened)
      opened.once('end', retry)
      opened.on('notification', () => onWrite())
      await opened.query(`LISTEN ${channel}`)
      letProcessEnd(opened)
      waitMs = firstWaitMs
      onWrite()
    } catch {
      // A connection that was made tells of its end by itself.
      if (client === undefined) retry()
      else dropClient(client)
    }
  }

  void listen()
  return () => {
    isEnded = true
    clearTimeout(timer)
    if (client !== undefined) dropClient(client)
  }
}
