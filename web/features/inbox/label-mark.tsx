import type { Label } from '#core/inbox/conversation.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import css from './list.module.css'

/** A label: its name, and its colour as a dot, since warm chips mean late. */
export const LabelMark = ({ label }: { label: Label }) => (
  <Chip icon={<i className={css['dot']} data-colour={label.colour} />}>
    <Bdi>{label.name}</Bdi>
  </Chip>
)
