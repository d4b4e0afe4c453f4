/** What the rules look at. */
export interface DescribedMetric {
  readonly name: string
  readonly help: string
  readonly type: string
  readonly labelNames: readonly string[]
}

type Rule = readonly [isBroken: (metric: DescribedMetric) => boolean, fault: string]

const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** Each names a quantity in something else than its base unit (Prometheus, metric naming). */
const otherUnits =
  /_(?:(?:milli|micro|nano)seconds?|ms|us|ns|sec|minutes?|hours?|days?|(?:kilo|mega|giga|kibi|mebi|gibi)bytes?|bits?|kb|mb|gb|percent|s|b|m|h|d)(?:_|$)/

/** What `promtool check metrics` of Prometheus refuses, and what its naming page asks for. */
const rules: readonly Rule[] = [
  [({ name }) => !snakeCase.test(name), 'a name is in snake_case'],
  [({ help }) => help.trim() === '', 'a metric has a help text'],
  [({ name, type }) => type === 'counter' && !name.endsWith('_total'), 'a counter ends in _total'],
  [
    ({ name, type }) => type !== 'counter' && name.endsWith('_total'),
    'only counters end in _total',
  ],
  [
    ({ name }) => /_(?:bucket|count|sum)$/.test(name),
    'a name does not end as a part of a histogram',
  ],
  [
    ({ name }) => /_(?:counter|gauge|histogram|summary|untyped)(?:_|$)/.test(name),
    'a name does not tell the type',
  ],
  [({ name }) => otherUnits.test(name), 'a quantity is in its base unit'],
  [
    ({ labelNames }) => !labelNames.every((name) => snakeCase.test(name)),
    'labels are in snake_case',
  ],
  [
    ({ labelNames }) => labelNames.some((name) => ['le', 'quantile'].includes(name)),
    'le and quantile belong to Prometheus',
  ],
  [
    ({ labelNames }) => labelNames.includes('worker'),
    'worker is the label of the process in what the supervisor tells',
  ],
]

/** The rules that a metric breaks, in words; none is the empty list. */
export function brokenRules(metric: DescribedMetric): readonly string[] {
  return rules.flatMap(([isBroken, fault]) => (isBroken(metric) ? fault : []))
}
