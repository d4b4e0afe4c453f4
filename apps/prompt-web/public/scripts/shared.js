/* All that the page of a shared prompt does beyond plain HTML. */
import { offerCopying } from './copy.js'

offerCopying()
