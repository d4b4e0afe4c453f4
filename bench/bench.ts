/** Every bench is a program of its own; without a name all run, one after the other. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  backup: async () => (await import('./backup.ts')).benchBackup(),
  'cold-start': () => import('./cold-start.ts'),
  gateway: async () => (await import('./gateway.ts')).benchGateway([10, 100_000]),
  metrics: () => import('./metrics.ts'),
  observability: async () => (await import('./observability.ts')).benchObservability(),
  search: () => import('./search.ts'),
  tracing: async () => (await import('./tracing.ts')).benchTracing(),
  supervision: async () => (await import('./supervision.ts')).benchSupervision(),
}

const chosen = process.argv.slice(2)
for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
  const run = benches[name]
  if (run === undefined) {
    console.error(`There is no bench "${name}". There are: ${Object.keys(benches).join(', ')}.`)
    process.exitCode = 2
    break
  }
  console.log(`\n${name}\n`)
  await run()
}
