import { type CommandContext, type GlobalOptions, readConfig } from '../commands/command-line.ts'
import { locateDataFolder } from '../instance/data-folder.ts'
import { Instance } from '../instance/instance.ts'
import { InstanceAccess } from '../instance/instance-access.ts'
import { onStopSignal } from '../process/stop-signals.ts'
import { onAnyPorts } from '../sockets/instance-ports.ts'

/** What a command does with prompt-web, and how it is told to stop. */
export interface LibraryWork<Result> {
  /** Gets the address of prompt-web. */
  readonly run: (webUrl: string) => Promise<Result>
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
  const config = readConfig(options)
  const stopTimeoutMs = config.operations.gracefulShutdownTimeoutMs
  const access = new InstanceAccess({
    folder: locateDataFolder(config.dataDir),
    createInstance: () => new Instance({ config: onAnyPorts(config), mode: 'command', services }),
  })
  const forget = onStopSignal(() => {
    cancel?.()
    void access.release(stopTimeoutMs)
  })
  try {
    const { web } = await access.use()
    return await run(web.url)
  } finally {
    await access.release(stopTimeoutMs)
    forget()
  }
}
