import { LOG_LEVELS, type LogLevel } from '../log-level.ts'

const counts: Record<LogLevel, number> = {
  trace: 0,
  debug: 0,
  info: 0,
  warn: 0,
  error: 0,
  fatal: 0,
}

/** Every line begins with its level: `{"level":"`. */
const levelStart = '{"level":"'.length
const byFirstLetter = new Map(LOG_LEVELS.map((level) => [level.charCodeAt(0), level]))

/** How many lines this process has written at a level since its start. */
export function logLineCount(level: LogLevel): number {
  return counts[level]
}

/** Counts a finished line by its level. */
export function countLine(line: string): void {
  const level = byFirstLetter.get(line.charCodeAt(levelStart))
  if (level !== undefined) counts[level] += 1
}
