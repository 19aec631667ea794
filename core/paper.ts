import { z } from 'zod'

/** The largest paper that goes with what somebody says: a receipt, a letter, a signed form. */
export const mostPaperBytes = 5 * 1024 * 1024

/** The bytes of a paper, as base64. */
export const PaperContent = z
  .base64()
  .min(1)
  .max(Math.ceil(mostPaperBytes / 3) * 4)
