// Runs before the application: its message boxes are remembered in `boxes`, and answered by `answer(button)`.
const { dialog } = require('electron');

globalThis.boxes = [];
dialog.showMessageBox = (options) =>
  new Promise((done) => {
    globalThis.boxes.push(options);
    globalThis.answer = (response) => done({ response, checkboxChecked: false });
  });
