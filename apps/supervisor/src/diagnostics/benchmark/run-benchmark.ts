import { existsSync } from 'node:fs'
import type { CheckSight } from '../check.ts'
import { readEarlierFigures } from '../keep-diagnosis.ts'
import type { Scene } from '../scene.ts'
import { type SlowerFigure, slowerFigures } from './compare-figures.ts'
import { type Figures, figureKinds } from './figures.ts'
import { measureAnswer, measureComputing, measureDisk } from './measure.ts'

/** Measures this machine and compares it with its own figures of before. Never rejects. */
export async function runBenchmark(
  { folder, instance }: Scene,
  over: AbortSignal,
): Promise<CheckSight & { readonly figures: Figures }> {
  if (over.aborted) return { figures: {}, observed: 'there was no time left for it' }
  const figures: Figures = {
    ...measureComputing(),
    ...(existsSync(folder.path) && attempt(() => measureDisk(folder.path))),
    ...(instance.state === 'running' &&
      (await measureAnswer(instance.description.web.url).catch(() => ({})))),
  }
  const slower = slowerFigures(figures, readEarlierFigures(folder.stateFolder))
  return {
    figures,
    observed: inWords(figures),
    findings: slower.map((figure) => ({
      severity: 'warning',
      class: 'health',
      evidence: evidenceOf(figure),
      fix: 'See what else this machine does (top), and whether its disk or its share of CPU is another one.',
    })),
  }
}

/** A disk that is full or closed has a check of its own. */
function attempt(measure: () => Figures): Figures {
  try {
    return measure()
  } catch {
    return {}
  }
}

function evidenceOf({ title, ms, usualMs }: SlowerFigure): string {
  return `${sentenceStart(title)} takes ${rounded(ms)} ms; it was ${rounded(usualMs)} ms on this machine before.`
}

function inWords(figures: Figures): string {
  return figureKinds
    .flatMap(({ name, title }) => {
      const ms = figures[name]
      return ms === undefined ? [] : [`${title} ${rounded(ms)} ms`]
    })
    .join(', ')
}

const rounded = (ms: number) => Math.round(ms * 100) / 100
const sentenceStart = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
