'use strict';
(() => {
  const runs = JSON.parse(document.getElementById('runs').textContent);
  const SVG = 'http://www.w3.org/2000/svg';
  const ROW = 26, FOLD = 18, TOP = 4, NAMES = 24, GUTTER = 84, NARROWEST = 88, WIDEST = 150;

  const html = (parent, tag, attributes = {}, text = '') => add(document.createElement(tag), parent, attributes, text);
  const svg = (parent, tag, attributes = {}, text = '') => add(document.createElementNS(SVG, tag), parent, attributes, text);
  function add(element, parent, attributes, text) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  }

  const actorOf = endpoint => endpoint.split(/[\/!]/)[0];
  const partOf = endpoint => endpoint.slice(actorOf(endpoint).length + 1);
  const stepOf = ([number, time, sender, receiver, type, message, sentIn, chosen]) =>
    ({ number, time, sender, receiver, type, message, sentIn, from: actorOf(sender), to: actorOf(receiver), isForced: !chosen && type === 'Reply' });
  const label = step => step.type + (partOf(step.receiver) ? ` \u2192 ${partOf(step.receiver)}` : '');
  const sentence = step => `step ${step.number}, ${step.time}: ${step.sender} \u2192 ${step.receiver}: ${step.message}`;

  /** Rows in which two runs stand side by side: their longest common sequence of steps in the same rows. */
  function align(count, partners) {
    const other = partners.length;
    const best = Array.from({ length: count + 1 }, () => new Uint16Array(other + 1));
    for (let i = count - 1; i >= 0; i--)
      for (let j = other - 1; j >= 0; j--)
        best[i][j] = partners[j] === i ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    const rows = [];
    let i = 0, j = 0;
    while (i < count || j < other) {
      if (i < count && j < other && partners[j] === i) rows.push([i++, j++]);
      else if (j === other || (i < count && best[i + 1][j] >= best[i][j + 1])) rows.push([i++, -1]);
      else rows.push([-1, j++]);
    }
    return rows;
  }

  /** What every actor holds after so many steps. */
  function stateAt(run, steps) {
    const values = new Map();
    for (let i = 0; i <= steps && i < run.changes.length; i++)
      for (const [key, value] of run.changes[i]) values.set(run.names[key], { value, changed: i === steps && i > 0 });
    return values;
  }

  function prepare(run) {
    run.steps = run.steps.map(stepOf);
    run.names = run.keys.map(key => key.join('\u0000'));
    return run;
  }

  class Viewer {
    constructor(root, run) {
      this.run = prepare(run);
      this.other = run.neighbour ? prepare(run.neighbour) : null;
      this.rows = this.other ? align(run.steps.length, this.other.partners) : run.steps.map((_, i) => [i, -1]);
      const taking = new Set([...run.steps, ...(this.other ? this.other.steps : [])].flatMap(step => [step.from, step.to]));
      this.lanes = [...taking].filter(name => !run.actors.includes(name)).concat(this.ordered().filter(name => taking.has(name)));
      this.unfolded = new Set();
      this.build(root);
      const place = number => run.steps.findIndex(step => step.number === number) + 1;
      this.go(place(run.races.at(-1)?.[1]) || place(run.violation) || run.steps.length);
    }

    build(root) {
      this.root = root;
      const bar = html(root, 'div', { class: 'bar' });
      this.back = html(bar, 'button', { type: 'button', 'aria-label': 'one step back' }, '\u25C0');
      this.slider = html(bar, 'input', { type: 'range', min: 0, max: this.run.steps.length, 'aria-label': 'step of the run' });
      this.forth = html(bar, 'button', { type: 'button', 'aria-label': 'one step on' }, '\u25B6');
      this.back.onclick = () => this.go(this.at - 1);
      this.forth.onclick = () => this.go(this.at + 1);
      this.slider.oninput = () => this.go(Number(this.slider.value));
      const box = (text, change) => {
        const line = html(bar, 'label');
        const input = html(line, 'input', { type: 'checkbox' });
        line.append(text);
        input.onchange = change;
        return input;
      };
      this.beside = this.other ? box('passing run beside it', () => this.draw()) : { checked: false };
      if (this.other) this.beside.className = 'beside-box';
      this.replies = box('all replies', () => this.draw());
      this.all = box('also what never changes', () => this.show());
      this.words = html(bar, 'output', { 'aria-live': 'polite', class: 'mono' });
      this.panes = html(root, 'div', { class: 'panes' });
      this.here = this.pane('The run that fails', 'here');
      if (this.other) this.there = this.pane(this.other.caption, 'there');
      this.state = this.pane('What actors hold after the step', 'state');
      this.draw();
    }

    pane(title, name) {
      const pane = html(this.panes, 'section', { class: `pane ${name}` });
      html(pane, 'h3', {}, title);
      return html(pane, 'div', { class: 'scroll', tabindex: 0, 'aria-label': title });
    }

    /** The user and the driver instances first: the run is about them. Then who gives and calls back, then hardware. */
    ordered() {
      const rank = actor => actor === 'user' ? 0 : this.isDriver(actor) ? 1 : actor.includes('.') ? 4 : actor === 'controller' ? 3 : 2;
      return [...this.run.actors].sort((a, b) => rank(a) - rank(b));
    }

    isDriver(actor) { return this.run.keys.some(key => key[0] === actor && key[1] === 'locks'); }

    draw() {
      this.panes.classList.toggle('beside', this.beside.checked);
      const places = this.place();
      this.drawn = [this.diagram(this.here, this.run, 0, places)];
      if (this.other) {
        this.there.parentElement.hidden = !this.beside.checked;
        if (this.beside.checked) this.drawn.push(this.diagram(this.there, this.other, 1, places));
      }
      for (const { host } of this.drawn) host.onscroll = () => this.scrollTogether(host);
      if (this.at !== undefined) this.show();
    }

    /** The two diagrams have equal rows, and are looked at together. */
    scrollTogether(host) {
      for (const other of this.drawn.map(one => one.host)) {
        if (other.scrollTop !== host.scrollTop) other.scrollTop = host.scrollTop;
        if (other.scrollLeft !== host.scrollLeft) other.scrollLeft = host.scrollLeft;
      }
    }

    /** Where each row is. Replies beside which nothing else could have been next are folded together, unless they are marked. */
    place() {
      const shown = this.rows.map((row, index) => ({ index, here: row[0], there: row[1] })).filter(row => row.here >= 0 || this.beside.checked);
      const marked = new Set([...this.run.races.flat(), this.run.violation]);
      const folds = row => !this.replies.checked && [[this.run, row.here], [this.other, row.there]]
        .every(([run, i]) => i < 0 || !run || (run.steps[i].isForced && !(run === this.run && marked.has(run.steps[i].number))));
      let y = TOP, group = null;
      for (const row of shown) {
        if (folds(row) && !this.unfolded.has(row.index)) {
          if (!group) { group = { y, rows: [] }; y += FOLD; }
          group.rows.push(row.index);
          Object.assign(row, { fold: group, y: group.y, height: FOLD });
        } else {
          group = null;
          Object.assign(row, { y, height: ROW });
          y += ROW;
        }
      }
      return { shown, height: y + 10 };
    }

    x(actor) { return GUTTER + this.lane / 2 + this.lanes.indexOf(actor) * this.lane; }

    diagram(host, run, side, { shown, height }) {
      const scroll = [host.scrollTop, host.scrollLeft];
      host.replaceChildren();
      this.lane = Math.max(NARROWEST, Math.min(WIDEST, (host.clientWidth - GUTTER) / this.lanes.length));
      const width = GUTTER + this.lanes.length * this.lane;
      const names = svg(html(host, 'div', { class: 'names' }), 'svg', { width, height: NAMES, viewBox: `0 0 ${width} ${NAMES}`, 'aria-hidden': true });
      const image = svg(host, 'svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'sequence diagram; the slider above goes through its steps' });
      const elements = new Map();
      for (const row of shown) {
        const i = side === 0 ? row.here : row.there;
        if (row.fold) {
          if (!elements.has(row.fold)) this.drawFold(image, row.fold, elements, width, shown, side);
          if (i >= 0) elements.set(i, elements.get(row.fold));
        } else if (i >= 0) {
          elements.set(i, this.drawStep(image, run, run.steps[i], i, row, side, width));
        }
      }
      for (const lane of this.lanes) {
        image.insertBefore(svg(null, 'line', { class: 'lane', x1: this.x(lane), x2: this.x(lane), y1: 0, y2: height }), image.firstChild);
        svg(names, 'text', { class: 'name', x: this.x(lane), y: 16, 'text-anchor': 'middle' }, lane);
      }
      if (side === 0) this.drawMarks(image, elements, width);
      [host.scrollTop, host.scrollLeft] = scroll;
      return { elements, host, side };
    }

    drawFold(image, fold, elements, width, shown, side) {
      const count = shown.filter(row => row.fold === fold && (side === 0 ? row.here : row.there) >= 0).length;
      const element = svg(image, 'g', { class: 'fold' });
      svg(element, 'rect', { class: 'back', x: 28, y: fold.y, width: width - 30, height: FOLD });
      if (count > 0) svg(element, 'text', { x: 34, y: fold.y + 13 }, `\u22EF ${count} ${count === 1 ? 'reply' : 'replies'}, the only step that was possible`);
      element.onclick = () => { fold.rows.forEach(row => this.unfolded.add(row)); this.draw(); };
      elements.set(fold, element);
    }

    drawStep(image, run, step, i, row, side, width) {
      const element = svg(image, 'g', { class: 'row', 'data-step': step.number });
      const y = row.y, [from, to] = [this.x(step.from), this.x(step.to)];
      svg(element, 'title', {}, sentence(step));
      svg(element, 'rect', { class: 'back', x: 28, y: y + 1, width: width - 30, height: ROW - 2, rx: 3 });
      svg(element, 'text', { class: 'number', x: 62, y: y + 17, 'text-anchor': 'end' }, String(step.number));
      if (step.type === 'Reply') element.classList.add('reply');
      if (side === 1 && run.partners[i] < 0 || this.beside.checked && (row.here < 0 || row.there < 0)) element.classList.add('moved');
      if (from === to) {
        svg(element, 'path', { class: 'arrow', d: `M ${from} ${y + 7} h 16 v 13 h -10` });
        svg(element, 'path', { class: 'head', d: `M ${from + 1} ${y + 20} l 7 -4 v 8 z` });
        const fits = from + 22 + 6.6 * label(step).length < width;
        svg(element, 'text', { x: fits ? from + 22 : from - 6, y: y + 17, 'text-anchor': fits ? 'start' : 'end' }, label(step));
      } else {
        const sign = Math.sign(to - from);
        svg(element, 'line', { class: 'arrow', x1: from, x2: to - 6 * sign, y1: y + 20, y2: y + 20 });
        svg(element, 'path', { class: 'head', d: `M ${to} ${y + 20} l ${-8 * sign} -4 v 8 z` });
        const text = label(step), half = 3.3 * text.length;
        svg(element, 'text', { x: Math.max(GUTTER + half, Math.min(width - half, (from + to) / 2)), y: y + 15, 'text-anchor': 'middle' }, text);
      }
      element.onclick = () => this.go(side === 0 ? i + 1 : this.positionOf(i));
      return element;
    }

    drawMarks(image, elements, width) {
      const find = number => elements.get(this.run.steps.findIndex(step => step.number === number));
      const middle = element => Number(element.querySelector('.back').getAttribute('y')) + ROW / 2;
      const tag = (element, text, name) => {
        element.classList.add(name);
        svg(element, 'text', { class: 'tag', x: 65, y: middle(element) + 5 }, text);
      };
      this.run.races.forEach(([first, second], i) => {
        const [one, two] = [find(first), find(second)];
        const letter = this.run.races.length > 1 ? String.fromCharCode(65 + i % 26) : '';
        if (one) tag(one, `1${letter}`, 'race');
        if (two) tag(two, `2${letter}`, 'race');
        if (one && two) svg(image, 'path', { class: 'bracket', d: `M 26 ${middle(one)} h -${10 + 4 * (i % 3)} V ${middle(two)} h ${10 + 4 * (i % 3)}` });
      });
      const end = find(this.run.violation);
      if (end) tag(end, '\u2716', 'violation');
      const certain = this.run.certain && find(this.run.certain);
      if (certain) {
        const y = middle(certain) + ROW / 2;
        svg(image, 'line', { class: 'certain', x1: 28, x2: width, y1: y, y2: y });
        svg(image, 'text', { class: 'certain-text', x: width - 4, y: y - 3, 'text-anchor': 'end' }, 'certain from here');
      }
    }

    /** Steps of the other run that stand no lower than the last one taken here. */
    neighbourAt() {
      let count = 0;
      for (const [here, there] of this.rows) {
        if (here >= this.at) break;
        if (there >= 0) count = there + 1;
      }
      return count;
    }

    positionOf(neighbourStep) {
      let at = 0;
      for (const [here, there] of this.rows) {
        if (here >= 0) at = here + 1;
        if (there === neighbourStep) return at;
      }
      return at;
    }

    go(at) {
      this.at = Math.max(0, Math.min(this.run.steps.length, at));
      this.slider.value = this.at;
      this.show();
    }

    show() {
      const step = this.run.steps[this.at - 1];
      const before = this.run.skipped > 0 ? `before step ${this.run.skipped + 1}` : 'before the first step';
      this.words.textContent = step ? sentence(step) : before;
      this.slider.setAttribute('aria-valuetext', step ? `step ${step.number} of ${this.run.skipped + this.run.steps.length}` : before);
      this.back.disabled = this.at === 0;
      this.forth.disabled = this.at === this.run.steps.length;
      for (const { elements, host, side } of this.drawn) this.mark(elements, host, side === 0 ? this.at : this.neighbourAt());
      this.showState();
    }

    mark(elements, host, at) {
      for (const element of new Set(elements.values())) element.classList.remove('now', 'future');
      for (const [i, element] of elements) if (typeof i === 'number' && i >= at) element.classList.add('future');
      const now = elements.get(at - 1);
      if (!now) return;
      now.classList.remove('future');
      now.classList.add('now');
      const y = Number(now.querySelector('.back').getAttribute('y'));
      if (y < host.scrollTop || y + NAMES + 2 * ROW > host.scrollTop + host.clientHeight) host.scrollTop = y - host.clientHeight / 2;
    }

    showState() {
      const here = stateAt(this.run, this.at);
      const there = this.beside.checked ? stateAt(this.other, this.neighbourAt()) : null;
      const changing = name => this.changing.has(name);
      this.changing ??= new Set([this.run, this.other].filter(Boolean).flatMap(run => run.changes.slice(1).flat().map(([key]) => run.names[key])));
      const isThere = one => one && (one.value !== null || one.changed);
      const names = [...new Set([...this.run.names, ...(there ? this.other.names : [])])]
        .filter(name => (isThere(here.get(name)) || (there && isThere(there.get(name)))) && (this.all.checked || changing(name)));
      const table = html(null, 'table');
      const head = html(html(table, 'thead'), 'tr');
      ['', 'here', ...(there ? ['passing run'] : [])].forEach(title => html(head, 'th', { scope: 'col' }, title));
      for (const actor of this.ordered()) this.showActor(table, actor, names, here, there);
      if (table.tBodies.length === 0) html(table, 'caption', {}, 'nothing that changes');
      this.state.replaceChildren(table);
      const changed = table.querySelector('.changed');
      if (changed && (changed.offsetTop < this.state.scrollTop || changed.offsetTop + 2 * ROW > this.state.scrollTop + this.state.clientHeight)) this.state.scrollTop = changed.offsetTop - this.state.clientHeight / 2;
    }

    showActor(table, actor, names, here, there) {
      const own = names.filter(name => name.startsWith(`${actor}\u0000`)).map(name => name.split('\u0000'));
      if (own.length === 0) return;
      const body = html(table, 'tbody', { 'data-actor': actor });
      html(html(body, 'tr'), 'th', { scope: 'rowgroup', colspan: there ? 3 : 2 }, actor);
      const groups = [...new Set(own.map(key => key[1]))];
      for (const group of groups) {
        html(html(body, 'tr', { class: 'group' }), 'th', { colspan: there ? 3 : 2 }, group);
        for (const key of own.filter(one => one[1] === group)) this.showItem(body, key, here.get(key.join('\u0000')), there && there.get(key.join('\u0000')), there);
      }
    }

    showItem(body, key, mine, theirs, there) {
      const row = html(body, 'tr', { class: mine && mine.changed ? 'item changed' : 'item', 'data-name': key[2] });
      const text = one => one && one.value !== null ? one.value : '\u2013';
      html(row, 'th', { scope: 'row' }, key[2]);
      html(row, 'td', { class: mine && mine.value !== null ? 'here mono' : 'here none' }, text(mine));
      if (there) html(row, 'td', { class: text(mine) === text(theirs) ? 'mono' : 'mono differs' }, text(theirs));
    }
  }

  const viewers = [...document.querySelectorAll('.viewer')].map(root => new Viewer(root, runs[Number(root.dataset.run)]));
  let latest = viewers[0];
  for (const viewer of viewers) for (const event of ['pointerdown', 'focusin']) viewer.root.addEventListener(event, () => { latest = viewer; });

  document.addEventListener('keydown', event => {
    if (!latest || event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input[type=range], textarea')) return;
    const steps = { ArrowLeft: latest.at - 1, ArrowRight: latest.at + 1, Home: 0, End: latest.run.steps.length };
    if (event.key in steps) {
      latest.go(steps[event.key]);
      event.preventDefault();
    }
  });
})();
