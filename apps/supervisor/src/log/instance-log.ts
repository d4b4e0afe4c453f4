import { type Config, version } from '@promptbin/config'
import {
  createLogger,
  LogFile,
  type LogFileOptions,
  type Logger,
  type LogLevel,
  prettyLine,
} from '@promptbin/logging'
import { boundEcho, type Echo } from './bounded-echo.ts'
import type { LogSinkFigures } from './log-metrics.ts'
import { LogStream } from './log-stream.ts'
import { type Printed, readLineHead, toLogLine } from './output-line.ts'
import { readLastSeq } from './reading/newest-lines.ts'
import { RequestLines } from './request-lines.ts'

type LoggingConfig = Pick<
  Config['logging'],
  'level' | 'format' | 'rotation' | 'keepFiles' | 'maxTotalBytes'
>

/** The one log of an instance: its own lines and what its services print. */
export interface InstanceLog {
  readonly logger: Logger
  /** Every line, of all processes, in one order. */
  readonly stream: LogStream
  /** Where its files are. */
  readonly folder: string
  /** What came of the lines, by where they go. */
  figures(): readonly LogSinkFigures[]
  /** Goes by another configuration from now on. */
  configure(logging: LoggingConfig): void
  /** What it returns settles when more may be printed; nothing if that is at once. */
  print(printed: Printed): Promise<void> | undefined
  /** Settles when everything so far is on the disk. */
  flush(): Promise<void>
  close(): Promise<void>
}

export interface InstanceLogOptions {
  readonly folder: string
  readonly logging: LoggingConfig
  readonly echo: Echo | undefined
  readonly openFile?: LogFileOptions['openFile']
}

/** Opens the log in the folder; its numbers go on after those of before. */
export async function openInstanceLog(options: InstanceLogOptions): Promise<InstanceLog> {
  const { folder, openFile } = options
  const echo = options.echo && boundEcho(options.echo)
  const requestLines = new RequestLines()
  let { logging } = options
  const stream = new LogStream({ lastSeq: await readLastSeq(folder) })
  const logger = createOwnLogger(logging.level, stream)
  const file = new LogFile({
    ...logging,
    folder,
    ...(openFile && { openFile }),
    onTrouble: (err) =>
      logger.error({ event: 'log.unwritable', err }, 'the log cannot be written for now'),
    onRecovered: (lost) =>
      logger.warn({ event: 'log.recovered', lost_lines: lost }, 'the log is written again'),
  })
  stream.onBlock(({ text, lines }) => {
    file.write(text)
    if (!echo) return
    const shown = logging.format === 'pretty' ? text.split('\n').map(prettyLine).join('\n') : text
    echo.write(`${shown}\n`, lines)
  })
  const flush = async () => {
    // Again as long as the file itself has something to tell.
    do {
      stream.seal()
      await file.flush()
    } while (stream.isGathering)
  }
  return {
    logger,
    stream,
    folder,
    figures: () => [
      {
        sink: 'file',
        lostLines: { unwritable: file.lostLines },
        waitingBytes: file.waitingBytes,
      },
      {
        sink: 'stdout',
        lostLines: { unread: echo?.lostLines ?? 0 },
        waitingBytes: echo?.waitingCharacters ?? 0,
      },
    ],
    configure(next) {
      // What was said before goes by what held then.
      stream.seal()
      logging = next
      logger.level = next.level
      file.limit(next)
    },
    print(printed) {
      const lines = printed.text.split('\n')
      const pattern = requestLines.patternOf(printed)
      if (lines.every((line) => pattern.test(line))) stream.publishRequests(printed.worker, lines)
      else {
        for (const text of lines) {
          if (pattern.test(text)) stream.publishRequests(printed.worker, [text])
          else stream.publish(toLogLine({ ...printed, text }, new Date()))
        }
      }
      return file.settled()
    },
    flush,
    async close() {
      await flush()
      await file.close()
    },
  }
}

/** The supervisor's own lines go the same way as those of its services. */
function createOwnLogger(level: LogLevel, stream: LogStream): Logger {
  const destination = {
    write: (text: string) => {
      const json = text.trimEnd()
      const head = readLineHead(json)
      if (head) stream.publish({ ...head, worker: null, json })
    },
  }
  return createLogger({ service: 'supervisor', version, level, destination })
}
