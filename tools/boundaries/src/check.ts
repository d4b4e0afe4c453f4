import { execFileSync } from 'node:child_process'

/** Which layer may depend on which. An import outside package.json is caught by the linter. */
const mayDependOn: Record<string, readonly string[]> = {
  app: ['lib'],
  lib: ['lib'],
  e2e: ['app', 'lib'],
  bench: ['e2e'],
  tool: ['lib'],
}

interface ProjectGraph {
  readonly nodes: Record<string, { readonly data: { readonly tags?: readonly string[] } }>
  readonly dependencies: Record<string, readonly { source: string; target: string }[]>
}

function readGraph(): ProjectGraph {
  const printed = execFileSync('nx', ['graph', '--print'], { encoding: 'utf8', maxBuffer: 64e6 })
  return JSON.parse(printed).graph
}

function layerOf(graph: ProjectGraph, project: string): string {
  const tag = graph.nodes[project]?.data.tags?.find((candidate) => candidate.startsWith('layer:'))
  if (!tag) throw new Error(`${project} has no "layer:" tag in its package.json`)
  return tag.slice('layer:'.length)
}

const graph = readGraph()
const violations = Object.values(graph.dependencies)
  .flat()
  .filter(({ source, target }) => target in graph.nodes && source in graph.nodes)
  .map(({ source, target }) => ({
    source,
    target,
    from: layerOf(graph, source),
    to: layerOf(graph, target),
  }))
  .filter(({ from, to }) => !mayDependOn[from]?.includes(to))

for (const { source, target, from, to } of violations) {
  console.error(`${source} (${from}) may not depend on ${target} (${to})`)
}
console.log(
  `${Object.keys(graph.nodes).length} projects, ${violations.length} forbidden dependencies`,
)
process.exitCode = violations.length > 0 ? 1 : 0
