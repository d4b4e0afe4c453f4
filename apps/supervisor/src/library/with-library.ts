import {
  type CommandContext,
  configToFind,
  type GlobalOptions,
  readConfig,
} from '../commands/command-line.ts'
import { locateDataFolder } from '../instance/data-folder.ts'
import { type CommandHeaders, commandHeaders } from '../instance/find-instance.ts'
import { Instance } from '../instance/instance.ts'
import { InstanceAccess } from '../instance/instance-access.ts'
import { onStopSignal } from '../process/stop-signals.ts'
import { onAnyPorts } from '../sockets/instance-ports.ts'

/** What a command does with prompt-web, and how it is told to stop. */
export interface LibraryWork<Result> {
  /** Gets the address of prompt-web, and by what it knows commands of this machine. */
  readonly run: (webUrl: string, headers: CommandHeaders) => Promise<Result>
  /** Called when a person stops the command. */
  readonly cancel?: () => void
}

/**
 * Does something with the library of a data folder: through the instance that runs, else through
 * one that runs quietly for as long as it takes.
 */
export async function withLibrary<Result>(
  options: GlobalOptions,
  { services }: CommandContext,
  { run, cancel }: LibraryWork<Result>,
): Promise<Result> {
  const config = configToFind(options)
  const stopTimeoutMs = config.operations.gracefulShutdownTimeoutMs
  const folder = locateDataFolder(config.dataDir)
  const access = new InstanceAccess({
    folder,
    createInstance: () => {
      const asked = onAnyPorts(readConfig(options))
      return new Instance({ config: asked, mode: 'command', services })
    },
  })
  const forget = onStopSignal(() => {
    cancel?.()
    void access.release(stopTimeoutMs)
  })
  try {
    const { web } = await access.use()
    return await run(web.url, commandHeaders(folder))
  } finally {
    await access.release(stopTimeoutMs)
    forget()
  }
}
