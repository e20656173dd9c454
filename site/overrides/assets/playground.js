// The playground: looks up cells of the decision table. It knows no rule; words and cells stand in the page.
"use strict";
(() => {
  const WORDS = ["call", "profile", "make", "again", "sees", "outcome", "message", "after", "rule", "test", "past", "happens", "any", "link"];

  const make = (name, ...inside) => {
    const made = document.createElement(name);
    made.append(...inside);
    return made;
  };
  const copied = (cell) => [...cell.cloneNode(true).childNodes];

  /** Every call of every profile with its cells; in the page calls that are decided alike share a row of them. */
  const unfolded = ({ calls, rows }) => {
    const cells = ([row, beginning]) => rows[row].map(([ending, ...rest]) => [`${beginning}.${ending}`, ...rest]);
    const profiles = (own) => Object.fromEntries(Object.entries(own).map(([profile, parts]) => [profile, parts.flatMap(cells)]));
    return Object.fromEntries(Object.entries(calls).map(([call, own]) => [call, profiles(own)]));
  };

  /** The words of a playground, from the tables before its data. */
  const read = (words, data) => {
    const [labels, profiles, values, rules] = [...words.querySelectorAll("table")];
    const rows = (table) => [...table.tBodies[0].rows].map((row) => [...row.cells]);
    const heads = [...labels.tHead.rows[0].cells].map((cell) => cell.textContent);
    return {
      label: Object.fromEntries(WORDS.map((word, number) => [word, heads[number]])),
      profiles: rows(profiles).map(([title]) => title.textContent),
      values: rows(values).map(([dimension, title]) => ({ dimension: dimension.textContent, title: title.textContent })),
      rules: rows(rules),
      data: { ...data, calls: unfolded(data) },
    };
  };

  class Playground {
    constructor(words, data, before) {
      Object.assign(this, read(words, data));
      this.chosen = { call: Object.keys(data.calls)[0], profile: "", values: {} };
      this.past = [];
      this.memory = {};
      this.choices = make("div");
      this.seen = make("div");
      this.seen.setAttribute("role", "status");
      this.session = make("div");
      this.session.className = "tw-play-past";
      const buttons = make("div");
      const box = make("div", make("div", this.choices, buttons), this.seen, this.session);
      box.className = "tw-play-now";
      before.before(box);
      this.choices.addEventListener("change", (event) => this.choose(event.target));
      for (const [id, action] of [["make", () => this.call()], ["again", () => this.restart()]]) {
        const button = make("button", this.label[id]);
        button.type = "button";
        button.addEventListener("click", action);
        buttons.append(button);
      }
      for (const id of new URLSearchParams(location.search).getAll("play")) {
        if (this.show(id)) this.call();
      }
      this.draw();
    }

    /** Choose the situation of a case. Gives whether there is one of that name. */
    show(id) {
      for (const [call, profiles] of Object.entries(this.data.calls)) {
        for (const [profile, cells] of Object.entries(profiles)) {
          const cell = cells.find(([name]) => name === id);
          if (!cell) continue;
          this.chosen = { call, profile, values: {} };
          for (const number of cell[4]) this.chosen.values[this.data.values[number][0]] = number;
          this.draw();
          return true;
        }
      }
      return false;
    }

    choose(select) {
      const { name, value } = select;
      if (name === "call" || name === "profile") this.chosen[name] = value;
      else this.chosen.values[name] = Number(value);
      if (name === "call" || name === "profile") this.recall();
      this.draw();
      this.choices.querySelector(`[name="${name}"]`)?.focus();
      this.remember();
    }

    /** Make the chosen call: it becomes a part of the session, and what the host remembers is what the rule says. */
    call() {
      const { call, profile } = this.chosen;
      this.past.push({ cell: this.cell, call, profile });
      const memory = (this.memory[profile] ??= {});
      const situation = this.cell[4].map((number) => this.data.leaves[number]);
      const spoken = this.cell[4].flatMap((number) => this.roles(this.data.values[number][0]));
      for (const role of spoken) memory[this.scope(role)] = "unasked"; // unless a value says otherwise
      for (const states of [...situation, this.data.states[this.cell[1]]]) {
        for (const [role, state] of Object.entries(states)) memory[this.scope(role)] = state;
      }
      this.recall();
      this.draw();
      this.remember();
    }

    /** The scopes that the values of a dimension speak of, as the spec names them. */
    roles(dimension) {
      const own = this.data.leaves.filter((_, number) => this.data.values[number][0] === dimension);
      return [...new Set(own.flatMap((leaves) => Object.keys(leaves)))];
    }

    /** The scope that is meant: the first or second of the call, or one by name. */
    scope(role) {
      const scopes = this.data.scopes[this.chosen.call][this.chosen.profile] ?? [];
      return { first: scopes[0], second: scopes[1] ?? scopes[0] }[role] ?? role;
    }

    /** Start the chosen call from what the host remembers of its scopes, once a call was made. */
    recall() {
      const memory = this.memory[this.chosen.profile];
      if (!memory) return;
      for (const dimension of new Set(this.data.values.map(([name]) => name))) {
        const roles = this.roles(dimension);
        if (!roles.length) continue;
        const fits = (leaves) => roles.every((role) => (leaves[role] ?? "unasked") === (memory[this.scope(role)] ?? "unasked"));
        const number = this.data.values.findIndex(([name], i) => name === dimension && fits(this.data.leaves[i]));
        if (number >= 0) this.chosen.values[dimension] = number;
      }
    }

    restart() {
      this.past = [];
      this.memory = {};
      this.chosen.values = {};
      this.draw();
      this.remember();
    }

    /** The session as an address that others can open. */
    address() {
      const address = new URL(location.href);
      address.searchParams.delete("play");
      for (const { cell } of this.past) address.searchParams.append("play", cell[0]);
      return address.href;
    }

    remember() {
      try {
        history.replaceState(history.state, "", this.address());
      } catch {
        // a page that is opened as a file keeps its address; the link has the session
      }
    }

    /** Narrow the cells down by one choice after the other; a choice with one way only is not offered. */
    draw() {
      const fields = [];
      const profiles = this.data.calls[this.chosen.call];
      if (!profiles[this.chosen.profile]) {
        this.chosen.profile = this.data.profiles.find((name) => profiles[name]);
      }
      const calls = Object.keys(this.data.calls);
      if (calls.length > 1) fields.push(this.field("call", this.label.call, calls.map((it) => [it, it]), this.chosen.call));
      const offered = this.data.profiles.filter((name) => profiles[name]);
      const titled = offered.map((name) => [name, this.profiles[this.data.profiles.indexOf(name)]]);
      fields.push(this.field("profile", this.label.profile, titled, this.chosen.profile));
      let cells = profiles[this.chosen.profile];
      for (const dimension of new Set(this.data.values.map(([name]) => name))) {
        const value = (cell) => cell[4].find((number) => this.data.values[number][0] === dimension) ?? -1;
        const met = [...new Set(cells.map(value))].sort((one, other) => one - other);
        const chosen = met.includes(this.chosen.values[dimension]) ? this.chosen.values[dimension] : met[0];
        cells = cells.filter((cell) => value(cell) === chosen);
        if (met.length < 2) continue;
        const options = met.map((number) => [number, number < 0 ? "–" : this.values[number].title]);
        const title = this.values[met.find((number) => number >= 0)].dimension;
        fields.push(this.field(dimension, title, options, chosen));
      }
      this.cell = cells[0];
      this.choices.replaceChildren(...fields);
      this.tell();
    }

    field(name, title, options, chosen) {
      const select = make("select");
      select.name = name;
      for (const [value, text] of options) select.append(new Option(text, value, false, String(value) === String(chosen)));
      return make("label", title, select);
    }

    /** A message in the words of the chosen call. */
    worded(message) {
      const method = this.chosen.call.replace(/\(.*$/, "").split(".").pop();
      return message.replaceAll("{api}", () => method).replaceAll("{scope}", () => this.scope("first"));
    }

    tell() {
      const [id, number, messages, errnos] = this.cell;
      const [rule, prompt, outcome, after] = this.rules[number];
      const words = new Set(messages.map((it) => this.worded(this.data.messages[it])));
      const texts = [...words].map((it) => make("div", make("code", it)));
      if (errnos.length) texts.push(make("div", make("code", `errno ${errnos.join(", ")}`)));
      if (!texts.length && this.data.fails[number]) texts.push(this.label.any);
      const rows = [
        [this.label.sees, copied(prompt)],
        [this.label.outcome, copied(outcome)],
        [this.label.message, texts],
        [this.label.after, copied(after)],
        [this.label.rule, copied(rule)],
        [this.label.test, [make("code", id)]],
      ].filter(([, inside]) => inside.length);
      const title = make("div", this.label.happens);
      title.className = "tw-play-title";
      this.seen.replaceChildren(title, make("dl", ...rows.flatMap(([head, inside]) => [make("dt", head), make("dd", ...inside)])));
      const lines = this.past.map(({ call, cell }) => {
        const [, seen, came] = this.rules[cell[1]];
        return make("li", make("code", call), " · ", ...copied(seen), " · ", ...copied(came), make("div", make("code", cell[0])));
      });
      const past = make("div", this.label.past);
      past.className = "tw-play-title";
      const link = make("a", this.label.link);
      link.href = this.address();
      this.session.replaceChildren(...(lines.length ? [past, make("ol", ...lines), link] : []));
    }
  }

  const start = () => {
    for (const element of document.querySelectorAll("div.tw-play-data:not([data-done])")) {
      element.dataset.done = "";
      const words = element.previousElementSibling;
      element.playground = new Playground(words, JSON.parse(element.textContent), words);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  // pages that the theme replaces without loading them are announced; opened as files they are not
  if (window.document$) window.document$.subscribe(start);
})();
