import type { TypeShown } from '#core/inbox/conversation.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import css from './list.module.css'

/** A type of conversation: its name in a dashed chip, its colour as a dot, since warm chips mean late. */
export const TypeMark = ({ type }: { type: Pick<TypeShown, 'name' | 'colour'> }) => (
  <Chip tone="draft" icon={<i className={css['dot']} data-colour={type.colour} />}>
    <Bdi>{type.name}</Bdi>
  </Chip>
)
