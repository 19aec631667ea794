import { Button } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import type { ClassifierShown, Lesson } from '#core/inbox/teaching.ts'
import { api, client } from '#web/client.ts'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Bdi, Count, Moment, Percent } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './classifier.module.css'
import { SettingsFrame } from './frame.tsx'
import look from './settings.module.css'
import { TypeWords } from './trial.tsx'
import { useChange } from './use-change.ts'
import { useLessons } from './use-lessons.ts'

const path = '/settings/inbox/classifier'

/** How well the house sorts by itself, what people made of it, and a way to take a lesson back. */
export function ClassifierPage() {
  const t = useWords('inboxSettings')
  const { data, error, refetch } = useQuery(api.inbox.classifier.queryOptions({ input: {} }))
  return (
    <SettingsFrame part="classifier" hint={t('classifier_hint')}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={8} />}
      {data && (
        <>
          <Section title={t('matrix')} hint={t('matrix_hint')}>
            <Matrix shown={data} />
          </Section>
          <Lessons />
        </>
      )}
    </SettingsFrame>
  )
}

function Matrix({ shown }: Readonly<{ shown: ClassifierShown }>) {
  const t = useWords('inboxSettings')
  const countOf = (saidId: string | null, madeId: string) =>
    shown.cells.find((cell) => cell.saidId === saidId && cell.madeId === madeId)?.count ?? 0
  const rows = [
    ...shown.types.map((type) => ({ ...type, said: type.id, left: type.guessed - type.corrected })),
    {
      ...{ id: null, said: 'none', name: t('unsure'), guessed: shown.unsure },
      ...{ corrected: null, left: null },
    },
  ]
  return (
    <ScrollArea className={css['scroller']} label={t('matrix')}>
      <table className={css['matrix']}>
        <thead>
          <tr>
            <th scope="col">{t('said')}</th>
            <th scope="col" className="num">
              {t('guessed')}
            </th>
            <th scope="col" className="num">
              {t('right_share')}
            </th>
            {shown.types.map(({ id, name }) => (
              <th scope="col" key={id} className="num">
                <Bdi>{name}</Bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.said}>
              <th scope="row">
                <Bdi>{row.name}</Bdi>
              </th>
              <td className="num">
                <Count value={row.guessed} />
              </td>
              <td className="num">
                {row.left === null || row.guessed === 0 ? (
                  '—'
                ) : (
                  <Percent value={row.left / row.guessed} />
                )}
              </td>
              {shown.types.map((made) => {
                const count = countOf(row.id, made.id)
                return (
                  <td key={made.id} className="num" data-same={row.id === made.id || undefined}>
                    {count === 0 ? (
                      <span className="muted">—</span>
                    ) : (
                      <Go
                        className="link"
                        to={`${path}${stringifySearch({ said: row.said, made: made.id })}`}
                      >
                        <Count value={count} />
                      </Go>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function Lessons() {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const [{ said, made }] = useSearchText()
  const narrow = { ...(said ? { said } : {}), ...(made ? { made } : {}) }
  const { data, error, refetch, fetchNextPage, hasNextPage } = useLessons(narrow)
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const narrowed = said !== undefined || made !== undefined
  return (
    <Section
      title={t('lessons_title')}
      actions={
        narrowed && (
          <Go to={path} className="link">
            {t('show_all')}
          </Go>
        )
      }
    >
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={3} />}
      {data && rows.length === 0 && (
        <Blank icon={<IconBulb size={28} />} title={t('no_lessons')}>
          {t('no_lessons_hint')}
        </Blank>
      )}
      <ul className={`${look['rows']} ${css['lessons']}`}>
        {rows.map((row) => (
          <LessonLine key={row.conversationId} row={row} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>
          {ui('more')}
        </Button>
      )}
    </Section>
  )
}

function LessonLine({ row }: Readonly<{ row: Lesson }>) {
  const t = useWords('inboxSettings')
  const [asking, setAsking] = useState(false)
  const forget = useChange(
    () => client.inbox.forgetLesson({ conversationId: row.conversationId }),
    () => {
      setAsking(false)
      toast.said(t('forgotten_said'))
    },
  )
  const said =
    row.said === null
      ? t('lesson_none')
      : t(row.saidBy === 'rule' ? 'lesson_rule' : 'lesson_was', { said: `\u2068${row.said}\u2069` })
  return (
    <li className={look['row']}>
      <div className={look['rowMain']}>
        <b>
          <Go to={`/inbox/${row.conversationId}`} className="link">
            <Bdi>{row.name}</Bdi>
          </Go>
          {row.forgottenAt && <Chip tone="void">{t('forgotten')}</Chip>}
        </b>
        <p className={look['excerpt']} dir="auto">
          {row.lastText}
        </p>
        <small>
          {said}
          {row.certainty !== null && row.saidBy === 'guess' && (
            <Fragment>
              {' '}
              <Percent value={row.certainty} />
            </Fragment>
          )}
          {' · '}
          <b>
            {t('lesson_made', { by: `\u2068${row.by}\u2069`, made: `\u2068${row.made}\u2069` })}
          </b>
          {' · '}
          <Moment value={row.at} />
        </small>
        <TypeWords words={row.words} />
      </div>
      {!row.forgottenAt && (
        <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
          {t('forget')}
        </Button>
      )}
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('forget_ask', { name: row.name })}
        yes={t('forget')}
        busy={forget.isPending}
        onYes={() => forget.mutate(undefined)}
      >
        {t('forget_hint')}
      </Question>
    </li>
  )
}
