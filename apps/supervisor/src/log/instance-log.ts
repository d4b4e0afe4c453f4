import { version } from '@promptbin/config'
import { createLogFile, createLogger, type Logger, type LogLevel } from '@promptbin/logging'
import { createLogSink, type LogSinkOptions } from './log-sink.ts'
import { type Printed, toLogLine } from './output-line.ts'

/** The one log of an instance: its own lines and what its services print. */
export interface InstanceLog {
  readonly logger: Logger
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
  const destination = { write: (line: string) => sink.write(line.trimEnd()) }
  return {
    logger: createLogger({ service: 'supervisor', version, level, destination }),
    print(printed) {
      sink.write(toLogLine(printed, new Date()))
      return sink.settled()
    },
    close: () => sink.close(),
  }
}
