import type { ReactNode } from 'react'
import { useWords } from '#web/words.ts'

/** The label of a field that may stay empty says so. */
export function useOptional(): (label: string) => ReactNode {
  const ui = useWords('ui')
  return (label) => (
    <>
      {label} <span className="muted">({ui('optional')})</span>
    </>
  )
}
