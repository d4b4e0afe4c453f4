import type { Part, PartContent, PartOrigin } from '../report.ts'
import { type Ask, askInstance } from './ask.ts'
import { boundContent } from './bounds.ts'
import type { Section, Subject } from './section.ts'
import { sections } from './sections.ts'

const onlyRunning = 'no running PromptBin has answered, and only one can tell it'

/** Every part of a report; what cannot be had is told of in its place. Never rejects. */
export async function collectParts(subject: Subject): Promise<readonly Part[]> {
  const ask = subject.running && askInstance(subject.running)
  return Promise.all(sections.map((section) => collectPart(section, subject, ask)))
}

async function collectPart(
  section: Section,
  subject: Subject,
  ask: Ask | undefined,
): Promise<Part> {
  const { read } = section
  const asked = ask && section.ask && (await attempt(section, 'asked', section.ask(ask)))
  if (asked?.content || !read) return asked ?? nothing(section, onlyRunning)
  const found = await attempt(section, 'read', read(subject))
  return { ...found, problem: [asked?.problem, found.problem].filter(Boolean).join('; ') || null }
}

async function attempt(
  section: Section,
  origin: PartOrigin,
  content: Promise<PartContent>,
): Promise<Part> {
  try {
    const bounded = boundContent(await content, section.maxBytes)
    if (!bounded) return nothing(section, `it takes more than ${section.maxBytes} bytes`)
    return { ...headOf(section), origin, ...bounded }
  } catch (error) {
    return nothing(section, reasonOf(error))
  }
}

function nothing(section: Section, problem: string): Part {
  return { ...headOf(section), origin: null, problem, content: null }
}

const headOf = ({ name, title, file }: Section) => ({ name, title, file })

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer in time'
  return error.message.replace(/\.$/, '')
}
