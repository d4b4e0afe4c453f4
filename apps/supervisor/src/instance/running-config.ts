import { type Config, deriveConfig, toEnvironment } from '@promptbin/config'

/** What came of reading the configuration again. */
export interface ConfigChange {
  readonly before: Config
  readonly after: Config
  /** The variables of settings that were changed and count only from the next start on. */
  readonly waiting: readonly string[]
}

/**
 * What the supervisor itself has gone by since its start: the folder that it has locked, the sockets
 * that it has bound, its watches and its patience.
 */
const fixed =
  /^PROMPTBIN_(DATA_DIR|MODE|(WEB|MCP|SHARE)_(HOST|PORT)|SUPERVISOR_.*|OPERATIONS_.*|MONITORING_(?!ENABLE_PROFILING$).*)$/

/** The configuration in force: that of the start, until it is read again. */
export class RunningConfig {
  readonly #read: () => Config
  #current: Config
  #generation = 1
  #isLastReadGood = true

  /** Without `read` it stays what it is. */
  constructor(config: Config, read: () => Config = () => config) {
    this.#read = read
    this.#current = config
  }

  /** With the ports that were asked for, which may be others than those that were taken. */
  get current(): Config {
    return this.#current
  }

  /** Counts the configurations that were taken since the start, that of the start being the first. */
  get generation(): number {
    return this.#generation
  }

  /** Whether the last one that was read was taken, as far as any was. */
  get isLastReadGood(): boolean {
    return this.#isLastReadGood
  }

  /** Reads it again. Throws what `loadConfig` throws; then the one from before stays in force. */
  refresh(): ConfigChange {
    const before = this.#current
    this.#isLastReadGood = false
    const after = this.#read()
    this.#isLastReadGood = true
    this.#generation += 1
    const [was, is] = [toEnvironment(before), toEnvironment(after)]
    const waiting = Object.keys(is).filter((name) => fixed.test(name) && was[name] !== is[name])
    this.#current = keepPlace(after, before)
    return { before, after: this.#current, waiting }
  }
}

/** Children are to find each other and their library where they are. */
function keepPlace(config: Config, { dataDir, mode, web, mcp, supervisor, share }: Config): Config {
  const places = {
    dataDir,
    mode,
    web: { ...config.web, host: web.host, port: web.port },
    mcp: { ...config.mcp, host: mcp.host, port: mcp.port },
    supervisor: { ...config.supervisor, host: supervisor.host, port: supervisor.port },
    share: { ...config.share, host: share.host, port: share.port },
  }
  return deriveConfig(config, places, 'the start of PromptBin, until the next one')
}
