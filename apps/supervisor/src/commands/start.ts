import { type Config, environmentOf, noticesOf } from '@promptbin/config'
import type { Asker } from '@promptbin/security'
import { armAskedFailpoints } from '@promptbin/service'
import type { Command } from 'commander'
import { signalAsker } from '../audit/lifecycle-acts.ts'
import { clientConfiguration } from '../connect/client-configuration.ts'
import { locateDataFolder } from '../instance/data-folder.ts'
import { Instance } from '../instance/instance.ts'
import type { InstanceDescription } from '../instance/instance-file.ts'
import { type Aftermath, describeAftermath } from '../instance/leftovers/aftermath.ts'
import { onHangup } from '../process/hangup.ts'
import { onStopSignal } from '../process/stop-signals.ts'
import { banner } from '../terminal/banner.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import { openBrowser } from '../terminal/open-browser.ts'
import {
  type CommandContext,
  example,
  type GlobalOptions,
  optionsOf,
  readConfig,
  rereadConfig,
} from './command-line.ts'

/** `promptbin start`: the whole product in the foreground, until a signal. */
export function addStart(program: Command, context: CommandContext): void {
  program
    .command('start')
    .description('run PromptBin in the foreground; Ctrl-C stops it')
    .addHelpText('after', example('promptbin start --data-dir ~/prompts'))
    .action(async (_options, command: Command) => {
      context.exitCode = await start(optionsOf(command), context)
    })
}

async function start(
  options: GlobalOptions,
  { terminal, services }: CommandContext,
): Promise<number> {
  const config = readConfig(options, 'start')
  await armAskedFailpoints(config, 'supervisor')
  const { stdout, stderr } = terminal
  const echo = config.logging.console ? stdout : undefined
  const instance = new Instance({
    config,
    readConfig: (instead) => rereadConfig(options, { command: 'start', instead }),
    mode: config.mode,
    services,
    echo,
    onShutdown: (defect) =>
      end.ask(defect ?? 'somebody has asked for it', { isFailure: defect !== undefined }),
  })
  const end = endOnSignal(instance)

  try {
    const description = await instance.start()
    if (options.json) stdout.write(`${JSON.stringify(description)}\n`)
    else stderr.write(bannerOf(description, instance.aftermath, { config, options }))
    const setUp = await instance.setUpNotice()
    if (setUp !== undefined) stderr.write(`${setUp}\n`)
    showPages(config, description.web.url)
  } catch (error) {
    if (!end.isAsked) throw error
  }
  return end.done
}

/** To a person at a desktop; see `web.open_browser`. */
function showPages(config: Config, url: string): void {
  if (!config.web.openBrowser) return
  const isWsl = environmentOf(config)?.also.includes('wsl') ?? false
  openBrowser({ url, platform: process.platform, isWsl })
}

/** The first wish stops in order, a second one at once, which counts as a failure. */
function endOnSignal(instance: Instance) {
  const done = Promise.withResolvers<number>()
  let asked = 0
  const ask = (
    why: string,
    { by, isFailure = false }: { by?: Asker; isFailure?: boolean } = {},
  ) => {
    asked += 1
    const ending = asked === 1 ? instance.stop(instance.stopTimeoutMs, why, by) : instance.kill()
    const code = () => (isFailure || asked > 1 ? exitCodes.failed : exitCodes.ok)
    ending.then(() => done.resolve(code()), done.reject)
  }
  onStopSignal((_count, signal) => ask(signal, { by: signalAsker(signal) }))
  const hangup = signalAsker('SIGHUP')
  onHangup({
    reload: () => void instance.reload(hangup),
    stop: () => ask('the terminal is gone', { by: hangup }),
  })
  return {
    ask,
    done: done.promise,
    get isAsked() {
      return asked > 0
    },
  }
}

function bannerOf(
  instance: InstanceDescription,
  aftermath: Aftermath | undefined,
  { config, options }: { readonly config: Config; readonly options: GlobalOptions },
): string {
  const { path, logFolder } = locateDataFolder(config.dataDir)
  return banner({
    instance,
    dataFolder: path,
    logFolder,
    notices: [
      ...(aftermath ? [describeAftermath(aftermath)] : []),
      ...movedPorts(instance, config),
      ...noticesOf(config).map(({ pointer, message }) => `${pointer} ${message}`),
    ],
    client: clientConfiguration({
      config,
      configFile: options.config,
      mcpUrl: instance.mcp.url,
    }),
  })
}

function movedPorts(instance: InstanceDescription, config: Config): readonly string[] {
  return (['web', 'mcp', 'supervisor'] as const).flatMap((section) => {
    const wanted = config[section].port
    const taken = Number(new URL(instance[section].url).port)
    if (wanted === 0 || wanted === taken) return []
    return [`Port ${wanted} was taken, so ${section} is on port ${taken}.`]
  })
}
