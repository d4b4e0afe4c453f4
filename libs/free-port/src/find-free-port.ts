import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Below what systems hand out to whoever asks for any port: from 32768 on Linux, 49152 elsewhere (RFC 6335,
 * section 6). A port that the system gave away would be given to the next who asks as soon as it is let go.
 */
const range = [20_000, 32_000] as const

/**
 * For tests and benches: a TCP port of the loopback that nobody has, and that nobody gets by chance while
 * whoever it is for starts, ends and starts again. Rejects with what the system says where none can be had.
 */
export async function findFreePort(): Promise<number> {
  const port = randomInt(...range)
  return (await canListen(port)) ? port : findFreePort()
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false
    throw error
  }
  server.close()
  await once(server, 'close')
  return true
}
