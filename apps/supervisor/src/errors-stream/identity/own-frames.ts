/** So many frames tell where an error comes from; those below are the way there. */
const framesKept = 3

/** As much of a stack as is looked at. */
const longestStack = 4000

/** Code of Node, of libraries and of no file. */
const foreign = /^(?:node:|native\b|<anonymous>|wasm:)|[\\/]node_modules[\\/]/

/**
 * The names of the uppermost functions of ours in a stack of V8, without files, lines and the numbers
 * that a bundler gives to namesakes: they stay the same from one build to the next.
 */
export function ownFrames(stack: string): readonly string[] {
  const names: string[] = []
  for (const line of stack.slice(0, longestStack).split('\n')) {
    const name = functionOf(line.trim())
    if (name !== undefined) names.push(name)
    if (names.length === framesKept) break
  }
  return names
}

/** Of a line such as `at async Store.read [as run] (file:///main.js:1:2)`; undefined for others. */
function functionOf(line: string): string | undefined {
  const bracket = line.lastIndexOf(' (')
  if (!line.startsWith('at ') || bracket < 0) return undefined
  if (foreign.test(line.slice(bracket + 2))) return undefined
  const name = line
    .slice('at '.length, bracket)
    .replace(/^async /, '')
    .replace(/^new /, '')
    .replace(/ \[as .*$/, '')
    .replace(/^(?:Object|Function|Module|_?[a-z]\w*)\.(?=\w)/, '')
    .replace(/\d+$/, '')
  return /^[\w$.#]+$/.test(name) ? name : undefined
}
