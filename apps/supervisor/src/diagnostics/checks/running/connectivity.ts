import { getJson } from '../../../http/get-json.ts'
import type { InstanceDescription } from '../../../instance/instance-file.ts'
import { type DiagnosticCheck, skipsUnlessRunning } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'

type Service = 'supervisor' | 'prompt-web' | 'mcp-gateway'

const urlOf: Readonly<Record<Service, (instance: InstanceDescription) => string>> = {
  supervisor: ({ supervisor }) => supervisor.url,
  'prompt-web': ({ web }) => web.url,
  'mcp-gateway': ({ mcp }) => mcp.url,
}

/** Whether all parts reach each other. */
export const connectivityChecks: readonly DiagnosticCheck[] = [
  ...(Object.keys(urlOf) as Service[]).map(
    (service): DiagnosticCheck => ({
      name: `connectivity:${service}`,
      title: `whether ${service} answers that it is ready`,
      skips: skipsUnlessRunning,
      run: async ({ instance }) => {
        if (instance.state !== 'running') return {}
        const url = urlOf[service](instance.description)
        const startedAt = performance.now()
        const complaint = await complaintOf(url)
        if (complaint !== undefined) return { findings: [away(service, url, complaint)] }
        return { observed: `${url}, in ${Math.round(performance.now() - startedAt)} ms` }
      },
    }),
  ),
  {
    name: 'connectivity:gateway-web',
    title: 'whether mcp-gateway reaches prompt-web',
    skips: skipsUnlessRunning,
    run: async ({ instance }) => {
      if (instance.state !== 'running') return {}
      const { body } = await getJson('/health', instance.description.mcp.url)
      const { checks = {} } = Object(body) as {
        readonly checks?: Readonly<Record<string, readonly Report[]>>
      }
      const [report] = checks['prompt-web:responseTime'] ?? []
      if (report?.status !== 'fail') return { observed: `${report?.observedValue ?? '?'} ms` }
      return { findings: [cutOff(report.output ?? 'it does not answer')] }
    },
  },
]

interface Report {
  readonly status: string
  readonly observedValue?: unknown
  readonly output?: string
}

async function complaintOf(url: string): Promise<string | undefined> {
  try {
    const { status } = await getJson('/readyz', url)
    return status === 200 ? undefined : `it answers ${status} to whether it is ready`
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ECONNREFUSED' ? 'connections are refused' : message
  }
}

function away(service: Service, url: string, complaint: string): FindingOf {
  return {
    severity: 'error',
    class: 'process',
    evidence: `${service} at ${url} is of no use: ${complaint}.`,
    fix: `promptbin status says why; promptbin service start ${service} where it was stopped, else promptbin restart ${service}`,
  }
}

function cutOff(output: string): FindingOf {
  return {
    severity: 'error',
    class: 'process',
    evidence: `mcp-gateway does not reach prompt-web: ${output}.`,
    fix: 'promptbin restart prompt-web; if that does not help, see that nothing blocks connections of this machine to itself.',
  }
}
