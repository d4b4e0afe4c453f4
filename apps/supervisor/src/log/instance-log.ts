import { version } from '@promptbin/config'
import { createLogFile, createLogger, type Logger, type LogLevel } from '@promptbin/logging'
import { createLogSink, type LogSinkOptions } from './log-sink.ts'
import { LogStream } from './log-stream.ts'
import { type Printed, readLineHead, toLogLine } from './output-line.ts'

/** The one log of an instance: its own lines and what its services print. */
export interface InstanceLog {
  readonly logger: Logger
  /** Every line, of all processes, in one order. */
  readonly stream: LogStream
  /** Settles when more may be printed. */
  print(printed: Printed): Promise<void>
  close(): Promise<void>
}

export interface InstanceLogOptions {
  readonly folder: string
  readonly level: LogLevel
  readonly echo: LogSinkOptions['echo']
}

/** Opens the log file in the folder. */
export function openInstanceLog({ folder, level, echo }: InstanceLogOptions): InstanceLog {
  const sink = createLogSink({ file: createLogFile({ directory: folder }), echo })
  const stream = new LogStream({ lastSeq: 0 })
  stream.onLine(({ text }) => sink.write(text))
  return {
    logger: createOwnLogger(level, stream),
    stream,
    print(printed) {
      stream.publish(toLogLine(printed, new Date()))
      return sink.settled()
    },
    close: () => sink.close(),
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
