"""A spec with an entry of each kind, two profiles, and a table with a prompt in it: the base of every pair."""

from __future__ import annotations

from tests.support import GARDEN

HEAD = GARDEN.partition("platforms:\n")[0].replace("targets: {}", "targets: {python: {output: sdk/python}}")

YARD = (
    HEAD
    + """\
  guest:
    title: {en: Guest, zh: 访客}
    description: {en: A program of a guest., zh: 访客的程序。}
    client: Guest
    module: guest
    order: 2
    promises: false
    ask: garden.askLeave
    read: garden.askLeave
platforms:
  tablet: {title: {en: Tablet, zh: 平板}, order: 1}
  phone: {title: {en: Phone, zh: 手机}, order: 2}
forms:
  callback:
    style: callback
    title: {en: Callbacks, zh: 回调}
    description: {en: Takes one object., zh: 接受一个对象。}
    callbacks:
      success: {on: [success], description: {en: Called afterwards., zh: 之后调用。}}
      fail: {on: [failure], description: {en: Called on failure., zh: 失败时调用。}}
    result:
      errMsg: {type: string, description: {en: The message., zh: 结果文字。}}
  direct:
    style: return
    title: {en: Direct, zh: 直接返回}
    description: {en: Gives the value at once., zh: 立即给出结果。}
  listener:
    style: listener
    title: {en: Listener, zh: 监听}
    description: {en: Calls again and again., zh: 反复调用。}
groups:
  water: {title: {en: Water, zh: 水}, description: {en: All about water., zh: 关于水的一切。}, order: 1}
  light: {title: {en: Light, zh: 光}, description: {en: All about light., zh: 关于光的一切。}, order: 2}
scopes:
  scope.water:
    title: {en: Watering, zh: 浇水}
    description: {en: Lets a program open valves., zh: 允许程序打开阀门。}
    profiles: [keeper, guest]
    setting: {en: Whether it may., zh: 是否允许。}
    declarations: [plan]
    history: [{version: 1.1.0, change: {en: Came., zh: 新增。}}]
    sources: [handbook#rules]
  scope.light:
    title: {en: Lighting, zh: 照明}
    description: {en: Lets a program switch lamps., zh: 允许程序开关灯。}
    profiles:
      keeper: {since: 1.2.0, replacement: scope.water, note: {en: At night., zh: 夜间。}}
apis:
  garden.askLeave:
    group: water
    summary: {en: Asks for a scope., zh: 请求一个许可。}
    profiles: [keeper, guest]
    parameters:
      scope: {type: string, required: true, scope: any, description: {en: The scope., zh: 所请求的许可。}}
  garden.openValve:
    group: water
    summary: {en: Opens a valve., zh: 打开一个阀门。}
    description: {en: "More: see [[scope.water]] and [[Flow]].", zh: "另见 [[scope.water]] 和 [[Flow]]。"}
    profiles:
      keeper: {since: 1.1.0, note: {en: At once., zh: 立即。}, sources: [handbook]}
      guest: {since: 1.3.0}
    needs: [scope.water]
    promise: true
    parameters:
      valve: {type: integer, required: true, description: {en: Its number., zh: 阀门编号。}}
      minutes: {type: integer, default: 5, since: 1.2.0, description: {en: How long., zh: 时长。}}
      mode:
        type: string
        description: {en: In which way., zh: 方式。}
        values: {slow: {en: Slowly., zh: 慢速。}, fast: {en: Quickly., zh: 快速。}}
      pace: {type: Pace, description: {en: The pace., zh: 节奏。}}
      track: {type: "Track | string", description: {en: The bed., zh: 苗床。}}
      watch: {type: Watch, profiles: [keeper], description: {en: Who is told., zh: 通知谁。}}
    result:
      litres: {type: number, description: {en: What flowed., zh: 流出的水量。}}
      flow: {type: Flow, present: {mode: fast}, description: {en: The flow., zh: 水流。}}
      count: {type: integer, optional: true, description: {en: How often., zh: 次数。}}
    errors: [dry]
    declarations: [meter]
    deprecated: {since: 2.0.0, replacement: garden.lightLamp, note: {en: It drips., zh: 它会滴水。}}
    examples: [open]
    history: [{version: 1.2.0, change: {en: Minutes., zh: 时长。}}]
    related: [garden.lightLamp]
    sources: [handbook]
  garden.lightLamp:
    group: light
    summary: {en: Lights a lamp., zh: 点亮一盏灯。}
    profiles: [keeper]
    needs: [scope.light]
  garden.both:
    group: light
    summary: {en: Waters and lights., zh: 浇水并照明。}
    profiles: [keeper]
    needs: [scope.water, scope.light]
  garden.level:
    group: water
    summary: {en: Tells the level., zh: 给出水位。}
    profiles: [keeper, guest]
    form: direct
    returns: integer
  garden.levels:
    group: water
    summary: {en: Tells all levels., zh: 给出全部水位。}
    profiles: [keeper, guest]
    rest: Levels
  garden.onRain:
    group: water
    summary: {en: Tells of rain., zh: 下雨时通知。}
    profiles: [keeper, guest]
    form: listener
    parameters:
      drops: {type: Drops, required: true, description: {en: Called with each., zh: 每滴调用一次。}}
      every: {type: integer, required: true, description: {en: How often., zh: 间隔。}}
  Pump.start:
    group: water
    summary: {en: Starts a pump., zh: 启动水泵。}
    profiles: [keeper]
components:
  pool:
    summary: {en: A pool., zh: 水池。}
    profiles: [keeper]
    needs: [scope.water]
    attributes:
      depth: {type: number, optional: true, description: {en: How deep., zh: 深度。}}
    events:
      overflow: {en: It runs over., zh: 溢出。}
    errors: [dry]
types:
  Flow:
    kind: record
    summary: {en: A flow., zh: 一股水流。}
    fields:
      speed: {type: number, description: {en: How fast., zh: 速度。}}
      warm: {type: boolean, optional: true, confidence: inferred, description: {en: Warm water., zh: 是否温水。}}
  Track:
    kind: record
    summary: {en: A bed., zh: 苗床。}
    fields:
      row: {type: integer, description: {en: Which row., zh: 第几行。}}
      side: {type: string, optional: true, description: {en: Which side., zh: 哪一侧。}}
  Pace:
    kind: enumeration
    summary: {en: A pace., zh: 节奏。}
    values: {calm: {en: Calm., zh: 平缓。}, brisk: {en: Brisk., zh: 轻快。}}
  Levels:
    kind: map
    summary: {en: Levels by valve., zh: 各阀门的水位。}
    keys: {en: Numbers of valves., zh: 阀门编号。}
    values: integer
    known: {main: {en: The main one., zh: 总阀。}}
  Watch:
    kind: function
    summary: {en: A watcher., zh: 观察者。}
    parameters:
      litres: {type: number, required: true, description: {en: So far., zh: 目前为止。}}
      left: {type: number, description: {en: To go., zh: 剩余。}}
  Drops:
    kind: function
    summary: {en: A counter., zh: 计数器。}
    parameters:
      count: {type: integer, required: true, description: {en: So many., zh: 数量。}}
  Answers:
    kind: settings
    summary: {en: The answers., zh: 授权结果。}
  Pump:
    kind: object
    summary: {en: A pump., zh: 水泵。}
    obtain: garden.level
declarations:
  plan:
    title: {en: Plan, zh: 方案}
    description: {en: A plan of the garden., zh: 花园方案。}
    file: garden.json
    snippet: {plan: $scope}
    since: 1.0.0
  meter:
    title: {en: Meter, zh: 水表}
    description: {en: A water meter., zh: 一块水表。}
errors:
  failed:
    title: {en: Failed, zh: 失败}
    description: {en: It failed., zh: 失败了。}
    remedy: {en: Try again., zh: 请重试。}
  refused:
    title: {en: Refused, zh: 已拒绝}
    description: {en: The owner refused., zh: 主人拒绝了。}
    remedy: {en: Ask politely., zh: 请礼貌地询问。}
    parent: failed
    scoped: true
    errno: [103]
    messages:
      - {pattern: "{api}:fail no leave", platforms: [tablet], errno: 103, sources: [handbook]}
      - {pattern: "fail refused", situation: {en: Later., zh: 之后。}}
  dry:
    title: {en: Dry, zh: 缺水}
    description: {en: No water., zh: 没有水。}
    remedy: {en: Wait for rain., zh: 等待下雨。}
    parent: failed
    messages:
      - {pattern: "fail dry"}
dimensions:
  leave:
    title: {en: Leave, zh: 许可}
    description: {en: What the owner said before., zh: 主人之前的答复。}
    kind: state
    order: 10
    applies: [{for: gated}]
    values:
      unasked: {title: {en: Not asked yet, zh: 尚未询问}, silent: true}
      given: {title: {en: Given, zh: 已允许}, arrange: [{do: ask, answer: allow}], leaves: {first: granted}}
      withheld: {title: {en: Withheld, zh: 已拒绝}, arrange: [{do: ask, answer: deny}], leaves: {first: denied}}
  answer:
    title: {en: Answer, zh: 答复}
    description: {en: What the owner says now., zh: 主人现在的答复。}
    kind: answer
    order: 20
    applies: [{for: gated, when: {leave: unasked}}]
    values:
      allow: {title: {en: Allow, zh: 允许}}
      deny: {title: {en: Deny, zh: 拒绝}}
  weather:
    title: {en: Weather, zh: 天气}
    description: {en: The weather., zh: 天气。}
    kind: environment
    order: 30
    applies: [{for: gated, when: {leave: given}}]
    values:
      wet: {title: {en: Wet, zh: 下雨}, silent: true}
      drought: {title: {en: Drought, zh: 干旱}}
classes:
  gated: {title: {en: Gated calls, zh: 受控接口}, gated: true}
  others: {title: {en: Other calls, zh: 其他接口}, gated: false}
rules:
  asks-allowed:
    for: gated
    title: {en: Allowed, zh: 允许}
    note: {en: The owner allows it., zh: 主人允许。}
    given: {leave: unasked, answer: allow}
    then: {prompt: scope, result: success, consent: granted}
    sources: [handbook]
  asks-denied:
    for: gated
    title: {en: Denied, zh: 拒绝}
    note: {en: The owner denies it., zh: 主人拒绝。}
    given: {leave: unasked, answer: deny}
    then: {prompt: scope, result: refused, consent: denied}
  given-works:
    for: gated
    title: {en: Given before, zh: 此前已允许}
    note: {en: It simply works., zh: 直接成功。}
    given: {leave: given}
    then: {prompt: none, result: success}
  withheld-fails:
    for: gated
    title: {en: Withheld before, zh: 此前已拒绝}
    note: {en: It fails., zh: 会失败。}
    given: {leave: withheld}
    then: {prompt: none, result: refused}
  others-succeed:
    for: others
    title: {en: Others succeed, zh: 其他接口成功}
    note: {en: Nobody is refused here., zh: 这里不会拒绝任何人。}
    then: {prompt: none, result: success}
notes:
  sprinkler:
    title: {en: Sprinklers, zh: 喷头}
    text: {en: They sprinkle., zh: 会喷水。}
    about: [garden.openValve]
guides:
  first:
    title: {en: First steps, zh: 入门}
    summary: {en: You will know the garden., zh: 了解花园。}
    order: 1
    sections:
      start: {title: {en: Start, zh: 开始}, text: {en: Open the gate., zh: 打开大门。}, examples: [open]}
  second:
    title: {en: Second steps, zh: 进阶}
    summary: {en: You will know the pond., zh: 了解池塘。}
    order: 2
    sections:
      go: {title: {en: Go on, zh: 继续}, text: {en: Walk on., zh: 往前走。}}
examples:
  open:
    title: {en: Open it, zh: 打开}
    code: {javascript: "garden.openValve({ valve: 1 })\\n"}
sources:
  handbook:
    title: {en: Handbook, zh: 手册}
    kind: document
    language: en
    product: [keeper]
    date: "2020"
    description: {en: The handbook., zh: 手册。}
    sections: {rules: {title: {en: Rules, zh: 规则}}}
glossary:
  valve: {en: valve, zh: 阀门, definition: {en: Holds water back., zh: 用来拦水。}}
differences:
  drops:
    kind: typo
    about: [garden.openValve]
    found: {en: It says drips., zh: 写成了滴水。}
    resolution: {en: It means drops., zh: 实为水滴。}
"""
)
