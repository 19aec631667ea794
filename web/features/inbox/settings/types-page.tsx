import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConversationType } from '#core/inbox/settings.ts'
import { api, client } from '#web/client.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Question } from '#web/ui/question.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useDepartments, useTypeChoices } from './choices.ts'
import { SettingsFrame } from './frame.tsx'
import css from './settings.module.css'
import { TypeForm } from './type-form.tsx'
import { useChange } from './use-change.ts'

/** What everything that arrives is taken for, and who answers each. */
export function TypesPage() {
  const t = useWords('inboxSettings')
  const [adding, setAdding] = useState(false)
  const { data, error, refetch } = useQuery(api.inbox.types.queryOptions({ input: {} }))
  const add = !adding && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('type_new')}
    </Button>
  )
  return (
    <SettingsFrame part="types" hint={t('types_hint')} actions={add}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {adding && (
        <div className={css['rowEdit']}>
          <TypeForm onDone={() => setAdding(false)} />
        </div>
      )}
      <ul className={css['rows']}>
        {data?.rows.map((row) => (
          <TypeLine key={row.id} row={row} />
        ))}
      </ul>
    </SettingsFrame>
  )
}

const levels = ['level_1', 'level_2', 'level_3'] as const

function TypeLine({ row }: Readonly<{ row: ConversationType }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const departments = useDepartments()
  const [doing, setDoing] = useState<'edit' | 'remove' | null>(null)
  const { id, name, own, colour, skill, departmentId, words, active } = row
  const types = useTypeChoices()
  const otherName = [own.ar, own.en].find((each) => each !== null && each !== name)
  const turn = useChange((on: boolean) =>
    client.inbox.saveType({
      ...{ id, name: own.ar, nameEn: own.en, colour, skill, departmentId, words },
      active: on,
    }),
  )
  const remove = useChange(
    () => client.inbox.removeType({ id }),
    () => toast.said(t('type_removed', { name })),
  )
  if (doing === 'edit')
    return (
      <li className={css['rowEdit']}>
        <TypeForm first={row} onDone={() => setDoing(null)} />
      </li>
    )
  return (
    <li className={css['row']} data-off={!active || undefined}>
      <i className={css['labelMark']} data-colour={colour} aria-hidden="true" />
      <div className={css['rowMain']}>
        <b>
          <Bdi>{name}</Bdi>
          {otherName && (
            <span className="muted">
              <Bdi>{otherName}</Bdi>
            </span>
          )}
          {row.key !== null && <Chip>{t('type_shipped')}</Chip>}
          {!active && <Chip tone="void">{t('type_off')}</Chip>}
        </b>
        <small>
          <Bdi>
            {departments.find((each) => each.value === departmentId)?.label ?? t('no_department')}
          </Bdi>
          {' · '}
          {t('lessons', { count: row.lessons })}
          {words.length > 0 && ` · ${t('words_count', { count: words.length })}`}
          {skill &&
            ` · ${t('type_needs', {
              type: `\u2068${types.find(({ value }) => value === (skill.typeId ?? id))?.label ?? name}\u2069`,
              level: t(levels[skill.level - 1] ?? 'level_1'),
            })}`}
        </small>
      </div>
      <RowMenu
        name={name}
        items={[
          { label: ui('edit'), run: () => setDoing('edit') },
          { label: t(active ? 'switch_off' : 'switch_on'), run: () => turn.mutate(!active) },
          {
            label: ui('remove'),
            run: () => setDoing('remove'),
            grave: true,
            ...(row.key === null ? {} : { because: t('shipped_stays') }),
          },
        ]}
      />
      <Question
        open={doing === 'remove'}
        onClose={() => setDoing(null)}
        title={t('type_remove_ask', { name })}
        yes={ui('remove')}
        grave
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      >
        {t('type_remove_hint')}
      </Question>
    </li>
  )
}
