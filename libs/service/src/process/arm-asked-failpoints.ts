import { type Config, failpointsAsked } from '@promptbin/config'
import { armFailpoints } from '@promptbin/failpoints'

/**
 * Arms what `PROMPTBIN_FAILPOINTS` asks of a process by its name; nothing in production. Before
 * anything durable is opened. Throws PB_FAILPOINTS_UNREADABLE.
 */
export async function armAskedFailpoints(
  config: Pick<Config, 'mode'>,
  process: string,
): Promise<void> {
  const text = failpointsAsked(config)
  if (text !== undefined) await armFailpoints({ text, process })
}
