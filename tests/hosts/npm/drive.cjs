// Drives `tongwen simulate` with the npm client and prints what came back as JSON.
//
// What the client offers: `native()` presses the buttons of dialogs. It has no public way to send a method of one's
// own; `send` is private in its declarations only, and is what all its methods go through.
"use strict";

const automator = require("miniprogram-automator");

const RECORD = { scope: "scope.record" };

/** What became of a promise: its value, or the message of its error. */
const outcome = (promise) =>
  promise.then(
    (value) => ({ value }),
    (error) => ({ error: error.message }),
  );

async function drive(wsEndpoint, run) {
  const told = {};
  const program = await automator.connect({ wsEndpoint });
  const call = (method, ...args) => outcome(program.callWxMethod(method, ...args));

  told.before = await call("getSetting");

  let answered = false;
  const asked = call("authorize", RECORD).then((found) => {
    answered = true;
    return found;
  });
  told.meanwhile = await call("getSetting");
  told.answeredBeforeTheUser = answered;
  told.cancel = await program.native().authorizeCancel();
  told.refused = await asked;

  told.repeated = await call("authorize", RECORD);
  told.noDialog = await program.native().authorizeAllow();
  told.recordRefused = await call("startRecord");
  told.afterRefusal = await call("getSetting");

  told.pageWithoutTap = await call("openSetting");
  await program.send("Tongwen.user", { user: { tap: "tapped", "page-choice": "turn-on" } });
  told.page = await call("openSetting");
  await program.send("Tongwen.user", { user: {} });
  told.allowed = await call("authorize", RECORD);
  told.recordAllowed = await call("startRecord");

  const camera = call("authorize", { scope: "scope.camera" });
  told.allow = await program.native().authorizeAllow();
  told.camera = await camera;

  told.withdrawn = await outcome(program.evaluate(run, "authorize", { scope: "scope.address" }));
  told.evaluated = await outcome(program.evaluate(() => 1));
  told.unknown = await call("nothing");
  told.mocked = await outcome(program.mockWxMethod("authorize", {}));
  told.restored = await outcome(program.restoreWxMethod("authorize").then(() => true));
  told.path = (await program.currentPage()).path;
  told.pages = (await program.pageStack()).length;

  await program.send("Tool.clearAuth");
  told.forgotten = await call("getSetting");
  program.disconnect();
  return told;
}

drive(process.argv[2], process.argv[3]).then(
  (told) => process.stdout.write(JSON.stringify(told)),
  (error) => {
    process.stderr.write(String(error.stack));
    process.exitCode = 1;
  },
);
