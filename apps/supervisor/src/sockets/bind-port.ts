import { portTaken, portUnusable } from '../errors.ts'
import { bindSocket, type ListeningSocket } from './listening-socket.ts'
import { describePortHolder } from './port-holder.ts'

/** A port that the configuration asks for. */
export interface WantedPort {
  /** The setting that asks for it, such as `web.port`, for the person who has to change it. */
  readonly setting: string
  readonly host: string
  readonly port: number
  /** What to do when it is taken: an operator relies on the number, a developer does not. */
  readonly whenTaken: 'fail' | 'next'
}

/** Among so many neighbours one is free, or something else is wrong. */
const longestSearch = 100

/** Binds a port by its policy. Throws `PB_PORT_TAKEN`, which names the holder, `PB_PORT_UNUSABLE`. */
export async function bindPort(wanted: WantedPort): Promise<ListeningSocket> {
  const { setting, host, port, whenTaken } = wanted
  const last = whenTaken === 'fail' ? port : Math.min(port + longestSearch, 65_535)
  for (let candidate = port; candidate <= last; candidate++) {
    try {
      return await bindSocket(host, candidate)
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException
      if (code !== 'EADDRINUSE') throw portUnusable.with({ cause }, setting, port, host, `${code}`)
    }
  }
  throw portTaken(setting, port, await describePortHolder(port))
}
