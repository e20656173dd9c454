// Runs an example of the spec: a program in JavaScript, on a `wx` that speaks to `tongwen simulate`, with a user who
// answers prompts and taps what is on the page. Reads what to do as JSON from its input.
'use strict'

const { readFileSync } = require('node:fs')
const { render, words } = require('./page.cjs')

const plan = JSON.parse(readFileSync(0, 'utf8'))
const WebSocket = require(plan.websocket)

/** The wire: one request after the other, each with its answer. */
class Wire {
  constructor(address) {
    this.socket = new WebSocket(address)
    this.waiting = new Map()
    this.last = 0
    this.open = new Promise((resolve, reject) => this.socket.on('open', resolve).on('error', reject))
    this.socket.on('message', (data) => {
      const { id, result, error } = JSON.parse(data)
      const { resolve, reject } = this.waiting.get(id)
      this.waiting.delete(id)
      if (error) reject(new Error(error.message))
      else resolve(result)
    })
  }

  ask(method, params = {}) {
    const id = String(++this.last)
    const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }))
    this.socket.send(JSON.stringify({ id, method, params }))
    return answer
  }
}

const wire = new Wire(plan.address)
const answers = [...plan.answers]
let busy = 0

/** Do something that the program does not wait for, and know when it is over. */
const start = (work) => {
  busy += 1
  work()
    .catch((problem) => {
      console.error(problem)
      process.exitCode = 1
    })
    .finally(() => {
      busy -= 1
    })
}

/** Until nothing happens any more by itself: what waits for the user goes on waiting. */
const idle = async () => {
  let quiet = 0
  while (quiet < 3) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    quiet = wire.waiting.size ? 0 : quiet + 1
  }
}

/** A call or a component, while the user answers; each prompt that was seen takes an answer. */
const act = async (method, name, given, user = {}) => {
  const args = JSON.parse(JSON.stringify(given))
  const reply = await wire.ask(method, { name, arguments: args, user: { answer: answers[0] ?? 'dismiss', ...user } })
  const seen = reply.prompts.filter((prompt) => prompt !== 'privacy' && prompt !== 'settings')
  answers.splice(0, seen.length)
  return reply
}

const success = (name, result) => ({ ...plan.calls[name]?.result, ...result, errMsg: `${name.replace(/^wx\./, '')}:ok` })
const failure = ({ message, errno }) => {
  const number = errno === null || errno === undefined ? {} : { errno }
  return /^\d+$/.test(message) ? { errMsg: message, errCode: Number(message) } : { errMsg: message, ...number }
}

/** The user opens the settings page; an answer turns all its switches on or off. */
const openSettings = async (user) => {
  const { scopes } = await wire.ask('Tongwen.page')
  const turn = scopes.length ? answers.shift() : undefined
  const choice = turn === undefined ? {} : { 'page-choice': turn === 'allow' ? 'turn-on' : 'turn-off' }
  return act('Tongwen.call', 'wx.openSetting', {}, { ...choice, ...user })
}

/** The panel for messages: it asks for each template, and the call succeeds whatever the user says. */
const subscribe = async ({ tmplIds }) => {
  const result = {}
  for (const template of tmplIds) {
    const answer = answers.shift() === 'allow' ? 'accept' : 'reject'
    await wire.ask('Tongwen.subscribe', { template, answer, keep: false })
    result[template] = answer
  }
  return { ok: true, result }
}

let onPrivacy = null
/** The program's own privacy dialog, if it has registered one and the user has not agreed yet. */
const privacy = async () => {
  if (plan.world.privacy !== 'privacy-before-prompt' || !onPrivacy) return {}
  const { event } = await new Promise((resolve) => onPrivacy(resolve, { referrer: '' }))
  return { 'privacy-answer': event === 'agree' ? 'agree' : 'disagree' }
}

const perform = async (name, options) => {
  if (name === 'wx.openSetting') return openSettings({ tap: tapping ? 'tapped' : 'untapped' })
  if (name === 'wx.requestSubscribeMessage') return subscribe(options)
  if (!plan.calls[name].simulated) return { ok: true, result: {} }
  return act('Tongwen.call', name, options, plan.calls[name].gated ? await privacy() : {})
}

let tapping = false
const byCallback = (name) => (options = {}) => {
  const { success: done, fail, complete, ...given } = options
  const outcome = perform(name, given).then((reply) => {
    const told = reply.ok ? success(name, reply.result) : failure(reply)
    return { ok: reply.ok, told }
  })
  if (plan.calls[name].promise && !done && !fail && !complete) {
    start(() => outcome)
    return outcome.then(({ ok, told }) => (ok ? told : Promise.reject(told)))
  }
  start(async () => {
    const { ok, told } = await outcome
    ;(ok ? done : fail)?.(told)
    complete?.(told)
  })
  return undefined
}

/** An object of the platform: what its methods do is heard by the functions that were registered. */
const thing = (type) => {
  const heard = {}
  const made = { heard }
  for (const [method, { style }] of Object.entries(plan.objects[type] ?? {})) {
    made[method] = (given) => {
      if (style === 'listener') heard[method] = given
      else start(async () => report(heard, await perform(`${type}.${method}`, given ?? {})))
    }
  }
  return made
}

const report = (heard, reply) => (reply.ok ? heard.onStart?.() : heard.onError?.(failure(reply)))

const buttons = []
const wx = {}
for (const [name, call] of Object.entries(plan.calls)) {
  const [owner, method] = name.split('.')
  if (owner !== 'wx') continue
  if (call.style === 'callback') wx[method] = byCallback(name)
  else if (call.style === 'listener') wx[method] = (listener) => (onPrivacy = listener)
  else {
    wx[method] = (given) => {
      const made = thing(call.returns)
      if (given?.text) buttons.push({ text: given.text, name, given, made })
      return made
    }
  }
}

let page = null
const Page = (options) => {
  page = { ...options, data: { ...options.data }, placed: new Map() }
  page.setData = (data) => {
    Object.assign(page.data, data)
    start(place)
  }
}

const call = (handler, detail = {}) => {
  if (typeof page[handler] !== 'function') throw new Error(`the page has no function ${handler}`)
  page[handler]({ detail })
}

/** Components that have come onto the page ask the user, as a call does; those that have gone may come again. */
const place = async () => {
  const shown = plan.wxml ? render(plan.wxml, page.data) : []
  const names = new Set(shown.map(({ tag }) => tag))
  for (const name of page.placed.keys()) if (!names.has(name)) page.placed.delete(name)
  for (const { tag, attributes } of shown) {
    if (!plan.components.includes(tag) || page.placed.has(tag)) continue
    page.placed.set(tag, true)
    const reply = await act('Tongwen.place', tag, {})
    const handler = attributes[reply.ok ? 'bindinitdone' : 'binderror']
    if (handler) call(handler, reply.ok ? {} : failure(reply))
  }
}

const tapElement = async ({ attributes }) => {
  const kind = attributes['open-type']
  if (kind === 'openSetting') {
    const reply = await openSettings({ tap: 'tapped' })
    call(attributes.bindopensetting, success('wx.openSetting', reply.result))
  } else {
    call(attributes[kind ? `bind${kind.toLowerCase()}` : 'bindtap'])
  }
}

const tap = async (text) => {
  const button = buttons.find((one) => one.text === text)
  if (button) {
    const reply = await act('Tongwen.call', button.name, button.given)
    button.made.heard.onTap?.(reply.ok ? { ...plan.calls[button.name].result, errMsg: 'ok', userInfo: {} } : failure(reply))
    return
  }
  const found = plan.wxml ? render(plan.wxml, page.data).filter((one) => words(one) === text) : []
  if (found.length !== 1) throw new Error(`there are ${found.length} elements with the words ${text}`)
  await tapElement(found[0])
}

const main = async () => {
  await wire.ask('Tongwen.reset', { world: plan.world })
  new Function('wx', 'Page', 'console', `'use strict'\n${plan.code}`)(wx, Page, console)
  if (page) {
    page.onLoad?.({ url: '' })
    page.onShow?.()
    start(place)
  }
  await idle()
  for (const text of plan.taps) {
    tapping = true
    await tap(text)
    tapping = false
    await idle()
  }
  if (answers.length) throw new Error(`nobody asked for the answers ${answers.join(', ')}`)
  if (busy) throw new Error('the program still waits for something')
  wire.socket.close()
}

wire.open.then(main).catch((problem) => {
  console.error(problem)
  process.exit(1)
})
