import { Option } from 'commander'

/** What a command that disrupts takes, as it asks on a terminal otherwise. */
export function yesOption(): Option {
  return new Option('-y, --yes', 'do it without asking')
}
