// As much of WXML as the examples use: elements with `wx:if` and `wx:else`, and values in double braces.
'use strict'

const TOKEN = /<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/g
const VALUE = /\{\{(.+?)\}\}/g

/** The tree of a page. Throws if it is not well formed. */
const parse = (source) => {
  const root = { tag: '', attributes: {}, children: [] }
  const open = [root]
  let end = 0
  for (const [whole, closed, tag, attributes, alone, text] of source.matchAll(TOKEN)) {
    end += whole.length
    const here = open[open.length - 1]
    if (text !== undefined) here.children.push(text)
    else if (closed) {
      if (open.pop().tag !== closed) throw new Error(`</${closed}> closes nothing`)
    } else {
      const pairs = [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, value ?? ''])
      const element = { tag, attributes: Object.fromEntries(pairs), children: [] }
      here.children.push(element)
      if (!alone) open.push(element)
    }
  }
  if (end !== source.length || open.length !== 1) throw new Error('the page is not well formed')
  return root
}

const value = (expression, data) => new Function(...Object.keys(data), `return (${expression})`)(...Object.values(data))
const filled = (text, data) => text.replace(VALUE, (_, expression) => String(value(expression, data)))
const truth = (text, data) => value(text.replace(/^\{\{(.*)\}\}$/, '$1'), data)

/** The elements that are shown, in order, with their values filled in. */
const render = (source, data) => {
  const shown = []
  const walk = (element) => {
    let taken = false
    for (const child of element.children.filter((one) => typeof one !== 'string')) {
      const condition = child.attributes['wx:if']
      const visible = 'wx:else' in child.attributes ? !taken : condition === undefined || truth(condition, data)
      if (condition !== undefined) taken = Boolean(visible)
      if (!visible) continue
      const text = child.children.filter((one) => typeof one === 'string').join('')
      const attributes = Object.entries(child.attributes).map(([name, given]) => [name, filled(given, data)])
      shown.push({ tag: child.tag, attributes: Object.fromEntries(attributes), text: filled(text, data) })
      walk(child)
    }
  }
  walk(parse(source))
  return shown
}

/** The words on an element. */
const words = ({ text }) => text.trim()

module.exports = { parse, render, words }
