/** A function as it was called by those above it in the tree. */
export interface Frame {
  /** As the profile counts them; the root is the first. */
  readonly id: number
  readonly name: string
  /** Where it stands in the code, `main.js:123:4`; empty for what is no code. */
  readonly place: string
  /** Of the function itself. */
  readonly self: number
  /** Of the function and everything that it called. */
  readonly total: number
  readonly calls: readonly Frame[]
}

/** What was recorded, as a tree of calls. */
export interface ProfileTree {
  readonly root: Frame
  readonly unit: 'microseconds' | 'bytes'
  /** Time in which nothing was to be done; no part of the tree. */
  readonly idle: number
}

/** The parts of `Runtime.CallFrame` of the DevTools protocol that are used; lines and columns count from 0. */
interface CallFrame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
  readonly columnNumber: number
}

/** `Profiler.Profile` of the DevTools protocol, times in microseconds. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: CallFrame
    readonly children?: readonly number[]
  }[]
  readonly startTime: number
  readonly endTime: number
  readonly samples?: readonly number[]
  /** Before each sample; the first since the start. */
  readonly timeDeltas?: readonly number[]
}

/** `HeapProfiler.SamplingHeapProfileNode` of the DevTools protocol. */
interface HeapNode {
  readonly id: number
  readonly callFrame: CallFrame
  readonly selfSize: number
  readonly children: readonly HeapNode[]
}

/** Reads a `.cpuprofile`. Throws what is no such file. */
export function readCpuProfile(text: string): ProfileTree {
  const profile = JSON.parse(text) as CpuProfile
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const self = selfTimes(profile)
  let idle = 0
  const frameOf = (id: number): readonly Frame[] => {
    const node = nodes.get(id)
    if (node === undefined) return []
    if (node.callFrame.functionName === '(idle)') {
      idle += self.get(id) ?? 0
      return []
    }
    return [toFrame(node, self.get(id) ?? 0, (node.children ?? []).flatMap(frameOf))]
  }
  const [root] = frameOf(profile.nodes[0]?.id ?? 0)
  if (root === undefined) throw new TypeError('The profile has no root.')
  return { root, unit: 'microseconds', idle }
}

/** Reads a `.heapprofile`. Throws what is no such file. */
export function readHeapProfile(text: string): ProfileTree {
  const { head } = JSON.parse(text) as { readonly head: HeapNode }
  const frameOf = (node: HeapNode): Frame =>
    toFrame(node, node.selfSize, node.children.map(frameOf))
  return { root: frameOf(head), unit: 'bytes', idle: 0 }
}

/** A sample stands for the time until the next one. */
function selfTimes({ samples = [], timeDeltas = [], startTime, endTime }: CpuProfile) {
  const times = new Map<number, number>()
  const rest = endTime - startTime - timeDeltas.reduce((sum, delta) => sum + delta, 0)
  for (const [index, id] of samples.entries()) {
    // V8 may notice a sample late, which makes the next distance a negative one.
    const time = Math.max(0, timeDeltas[index + 1] ?? rest)
    times.set(id, (times.get(id) ?? 0) + time)
  }
  return times
}

interface Node {
  readonly id: number
  readonly callFrame: CallFrame
}

function toFrame({ id, callFrame }: Node, self: number, calls: readonly Frame[]): Frame {
  const { functionName, url, lineNumber, columnNumber } = callFrame
  return {
    id,
    name: functionName === '' ? '(anonymous)' : functionName,
    place: url === '' ? '' : `${shortened(url)}:${lineNumber + 1}:${columnNumber + 1}`,
    self,
    total: calls.reduce((sum, { total }) => sum + total, self),
    calls,
  }
}

/** The folders of this machine are nobody's business, and would fill the page. */
function shortened(url: string): string {
  if (url.startsWith('node:')) return url
  // A URL for an ES module, a path of the system for what was required.
  const path = url.replaceAll('\\', '/')
  const library = path.lastIndexOf('node_modules/')
  return library < 0 ? path.split('/').slice(-3).join('/') : path.slice(library)
}
