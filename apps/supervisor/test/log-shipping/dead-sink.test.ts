import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('processes/ships-to-a-dead-sink.ts', import.meta.url))

/** V8 lets its young generation grow with how fast we push, whatever is kept of it. */
const nodeOptions = ['--expose-gc', '--max-semi-space-size=4']

interface Outcome {
  readonly lines: number
  readonly heldMb: number
  readonly rssMb: number
  readonly queueMb: number
  readonly lost: Readonly<Record<string, number>>
}

test.each([
  ['not there', 'dead', 'http'],
  ['not there', 'dead', 'tcp'],
  ['there and never answers', 'silent', 'http'],
  ['there and never reads', 'silent', 'tcp'],
])(
  'a sink that is %s (%s, %s) costs at most 50 MB for the lines of 10 minutes, and all that it lost is counted',
  async (_what, kind, transport) => {
    const args = [...nodeOptions, script, kind, transport]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    const { lines, heldMb, rssMb, queueMb, lost } = JSON.parse(stdout) as Outcome
    expect(lines).toBe(120_000)
    expect(queueMb).toBeLessThanOrEqual(8.2)
    expect(heldMb).toBeLessThanOrEqual(50)
    expect(rssMb).toBeLessThanOrEqual(50)
    expect(lost['queue_full']).toBeGreaterThan(0)
    const counted = Object.values(lost).reduce((sum, count) => sum + count, 0)
    // Of a connection that nobody reads the system takes what fits its buffers, and says it was sent.
    if (kind === 'dead' || transport === 'http') expect(counted).toBe(lines)
  },
)
