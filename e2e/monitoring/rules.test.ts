import { expect, test } from 'vitest'
import { runProgram } from './servers/programs.ts'
import { configs, filesIn, readAlerts, readRules, readRuleTests } from './shipped-files.ts'

const alerts = readAlerts()
const ruleTests = readRuleTests()

test('promtool finds nothing wrong with the configurations and their rules', async () => {
  const { code, output } = await runProgram(
    'promtool',
    ['check', 'config', '--lint-fatal', 'prometheus.yml', 'prometheus-without-supervisor.yml'],
    { cwd: configs },
  )
  expect(code, output).toBe(0)
  expect(output).toContain(`${filesIn('prometheus/rules', '.yml').length} rule files found`)
})

test('every alert does what its histories say', async () => {
  const { code, output } = await runProgram('promtool', [
    'test',
    'rules',
    ...filesIn('prometheus/tests', '.yml'),
  ])
  expect(code, output).toBe(0)
})

test('there are alerts, each by a name of its own', () => {
  expect(alerts.length).toBeGreaterThan(20)
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length)
})

test.each(alerts)('$alert has a history that sets it off and one that does not', ({ alert }) => {
  const expected = ruleTests
    .flatMap((ruleTest) => ruleTest.alert_rule_test)
    .flatMap(({ alertname, exp_alerts }) => (alertname === alert ? [exp_alerts.length > 0] : []))
  expect(expected).toContain(true)
  expect(expected).toContain(false)
})

test.each(alerts)('$alert says how bad it is, what it means and where to read on', (rule) => {
  const page = rule.alert
    .replace('PromptBin', '')
    .replace(/\B[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase()
  expect(rule).toMatchObject({
    labels: { severity: expect.stringMatching(/^(page|ticket)$/) },
    annotations: {
      summary: expect.stringMatching(/\S/),
      description: expect.stringMatching(/\.$/),
      runbook_url: `{{ $externalLabels.runbooks }}/${page}.md`,
    },
  })
})

test('what the histories set off links to where the pages are published', () => {
  const rendered = ruleTests.flatMap((ruleTest) =>
    ruleTest.alert_rule_test.flatMap(({ exp_alerts }) => exp_alerts),
  )
  for (const alert of rendered) {
    expect(alert).toMatchObject({
      exp_annotations: { runbook_url: expect.stringMatching(/^https:\/\/runbooks\.example\//) },
    })
  }
})

test('a rule records nothing that no alert reads', () => {
  const recorded = new Set(readRules().flatMap(({ record }) => record ?? []))
  expect(recorded.size).toBeGreaterThan(0)
  for (const name of recorded) {
    expect(
      alerts.some(({ expr }) => expr.includes(name)),
      name,
    ).toBe(true)
  }
})

test('amtool finds nothing wrong with the configuration of Alertmanager', async () => {
  const { code, output } = await runProgram('amtool', ['check-config', 'alertmanager.yml'], {
    cwd: configs,
  })
  expect(code, output).toBe(0)
})

test.each(['page', 'ticket'])(
  'an alert of severity %s goes to the receiver of that name',
  async (severity) => {
    const { output } = await runProgram(
      'amtool',
      ['config', 'routes', 'test', '--config.file=alertmanager.yml', `severity=${severity}`],
      { cwd: configs },
    )
    expect(output.split('\n')).toContain(severity)
  },
)
