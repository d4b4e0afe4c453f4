import { version } from '@promptbin/config'
import { getJson } from '../../../http/get-json.ts'
import { type DiagnosticCheck, skipsUnlessRunning } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import { libraryFacts, skipsWithoutLibrary } from '../data/library-facts.ts'

/** The release of Node that PromptBin is made and tested with. */
const neededNode = 24

/** Whether all that works together fits together. */
export const versionChecks: readonly DiagnosticCheck[] = [
  {
    name: 'versions:node',
    title: 'whether this Node is one that PromptBin is made for',
    run: async () => ({
      observed: process.version,
      findings: Number.parseInt(process.version.slice(1), 10) >= neededNode ? [] : [oldNode],
    }),
  },
  {
    name: 'versions:running',
    title: 'whether what runs is the version that is installed',
    skips: skipsUnlessRunning,
    run: async ({ instance }) => {
      if (instance.state !== 'running') return {}
      const { description } = instance
      const services = {
        supervisor: description.supervisor.url,
        'prompt-web': description.web.url,
        'mcp-gateway': description.mcp.url,
      }
      const told = await Promise.all(
        Object.entries(services).map(async ([name, url]) => [name, await versionOf(url)] as const),
      )
      const others = told.filter(([, running]) => running !== undefined && running !== version)
      return {
        observed: version,
        findings: others.map(([name, running]) => otherVersion(name, running)),
      }
    },
  },
  {
    name: 'versions:schema',
    title: 'whether this version knows the form of the library',
    skips: skipsWithoutLibrary,
    run: async ({ library }) => {
      const facts = await libraryFacts(library)
      if (facts === undefined) return {}
      const { schema, knownSchema } = facts
      const observed = `${schema} of ${knownSchema}`
      if (schema === knownSchema) return { observed }
      // A start makes it in a database that has none; of a file that is none, others tell.
      if (schema === 0 && library.place.system === 'postgresql') return { observed }
      return {
        observed,
        findings: [schema > knownSchema ? newer(schema, knownSchema) : older(schema, knownSchema)],
      }
    },
  },
]

const oldNode: FindingOf = {
  severity: 'error',
  class: 'configuration',
  evidence: `This is Node ${process.version}; PromptBin needs ${neededNode} or later.`,
  fix: `Install Node ${neededNode}, and start PromptBin with it.`,
}

async function versionOf(url: string): Promise<string | undefined> {
  try {
    const { body } = await getJson('/health', url)
    const { version: told } = Object(body) as { readonly version?: unknown }
    return typeof told === 'string' ? told : undefined
  } catch {
    // That it does not answer is found by who asks for that.
    return undefined
  }
}

function otherVersion(name: string, running: string | undefined): FindingOf {
  return {
    severity: 'warning',
    class: 'process',
    evidence: `${name} runs in version ${running}, and ${version} is installed.`,
    fix: 'Stop PromptBin and start it again; until then the version of before goes on.',
  }
}

function newer(schema: number, known: number): FindingOf {
  return {
    severity: 'critical',
    class: 'health',
    evidence: `A later version has written this library (form ${schema}); this one knows ${known} and does not start on it.`,
    fix: 'Start the later version again, or restore a backup from before it: docs/restore.md.',
  }
}

function older(schema: number, known: number): FindingOf {
  return {
    severity: 'info',
    class: 'health',
    evidence: `An earlier version has written this library (form ${schema} of ${known}).`,
    fix: 'Start PromptBin: it brings the library up to date, after a backup.',
  }
}
