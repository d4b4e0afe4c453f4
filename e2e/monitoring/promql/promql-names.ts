/** What an expression wants of a label. */
export interface Wanted {
  readonly label: string
  /** Undefined where it wants more than one, or any but one. */
  readonly value: string | undefined
}

/** A metric as an expression names it, with the labels that it expects there. */
export interface Named {
  readonly metric: string
  readonly wanted: readonly Wanted[]
}

const words = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan'])

/** The metrics of a PromQL expression: what is neither a function, nor a word, nor a list of labels. */
export function metricsNamedIn(expr: string): readonly Named[] {
  const withoutLists = expr.replaceAll(
    /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g,
    ' ',
  )
  const withoutWindows = withoutLists.replaceAll(/\[[^\]]*\]/g, ' ')
  const found = withoutWindows.matchAll(/([a-zA-Z_:][\w:]*)\s*(\{[^}]*\}|\()?/g)
  return [...found].flatMap(([, metric = '', rest = '']) => {
    if (rest === '(' || words.has(metric.toLowerCase())) return []
    const matchers = rest.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)
    const wanted = [...matchers].map(([, label = '', operator, value]) => ({
      label,
      value: operator === '=' ? value : undefined,
    }))
    return [{ metric, wanted }]
  })
}

/** The labels by which an expression sums or joins. */
export function labelsListedIn(expr: string): readonly string[] {
  const lists = expr.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)
  return [...lists].flatMap(([, list = '']) => list.split(',').map((label) => label.trim()))
}

/** The families of metrics that a process exports, by the comments of the text format. */
export function exportedNames(text: string): ReadonlySet<string> {
  const types = text.matchAll(/^# TYPE (\S+) (\S+)$/gm)
  return new Set(
    [...types].flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => `${name}${end}`) : [name],
    ),
  )
}
