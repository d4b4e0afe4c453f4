import type { Output } from './terminal.ts'

/** Shows how far something is: a bar that moves on a terminal, a line each tenth elsewhere. */
export interface Progress {
  /** `done` is between 0 and 1. */
  show(done: number): void
  /** A line that stays, above the bar. */
  say(line: string): void
  /** Takes the bar away. */
  end(): void
}

const barWidth = 40
/** Back to the start of the line, and clear it (ECMA-48 EL). */
const clearLine = '\r\u001b[K'

/** `label` says what is going on. */
export function createProgress(output: Output, label: string): Progress {
  return output.isTTY ? movingBar(output, label) : plainLines(output, label)
}

function movingBar(output: Output, label: string): Progress {
  let bar = ''
  const draw = () => output.write(`${clearLine}${bar}`)
  return {
    show(done) {
      const filled = Math.round(done * barWidth)
      const next = `${label} [${'='.repeat(filled)}${' '.repeat(barWidth - filled)}] ${percent(done)}`
      if (next === bar) return
      bar = next
      draw()
    },
    say(line) {
      output.write(`${clearLine}${line}\n`)
      draw()
    },
    end: () => void output.write(clearLine),
  }
}

function plainLines(output: Output, label: string): Progress {
  let toldTenths = 0
  return {
    show(done) {
      const tenths = Math.floor(done * 10)
      if (tenths <= toldTenths) return
      toldTenths = tenths
      output.write(`${label} ${percent(done)}\n`)
    },
    say: (line) => void output.write(`${line}\n`),
    end: () => {},
  }
}

function percent(done: number): string {
  return `${Math.floor(done * 100)} %`
}
