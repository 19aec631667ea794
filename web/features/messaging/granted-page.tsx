import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, client } from '#web/client.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { refusalOf } from '#web/refusal.ts'
import { Blank, Bones } from '#web/ui/blank.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

const list = '/settings/channels'

/** Where the provider of a mailbox sends a person back: what it sent is handed over, once. */
export function GrantedPage() {
  const t = useWords('channels')
  const say = useWords('refusals')
  const go = useGo()
  const [{ state = '', code, error_description: more, error: declined }] = useSearchText()
  const [id = ''] = state.split('.')
  const here = id === '' ? list : `${list}/${id}`
  const handed = useRef(false)
  const queries = useQueryClient()
  // What is refused is said on the page itself.
  const finish = useMutation({
    mutationFn: (back: { id: string; state: string; code: string }) =>
      client.messaging.finishGrant(back),
    onSuccess: async () => {
      toast.said(t('grant_done'))
      await queries.invalidateQueries({ queryKey: api.messaging.key() })
      go(here, { replace: true })
    },
  })
  const { mutate } = finish
  useEffect(() => {
    if (handed.current || code === undefined || id === '') return
    handed.current = true
    mutate({ id, state, code })
  }, [mutate, id, state, code])
  if (code !== undefined && id !== '' && !finish.error) return <Bones />
  const refused = finish.error && refusalOf(finish.error)
  return (
    <Sheet label={t('grant')} narrow>
      <PageHead title={t('grant')} />
      <Blank
        icon={<IconPlugConnectedX size={30} />}
        tone="bad"
        title={t('grant_failed')}
        actions={<Button onClick={() => go(here, { replace: true })}>{t('grant_back')}</Button>}
      >
        {refused ? say(refused.code, refused.facts) : t('grant_declined')}{' '}
        <Bdi>{more ?? (declined === 'access_denied' ? '' : declined)}</Bdi>
      </Blank>
    </Sheet>
  )
}
