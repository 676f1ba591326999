// Drag and drop with progress for the upload form of the desk. Without it the form works as it stands.
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.FormData || !window.XMLHttpRequest) return;
  const input = form.querySelector("input[type=file]");
  const zone = form.querySelector(".drop-zone");
  const list = form.querySelector(".upload-list");

  const line = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `ความคืบหน้าของ ${file.name}`);
    item.append(name, bar);
    list.append(item);
    return { item, bar };
  };

  const finish = ({ item }, answers) => {
    item.replaceChildren();
    for (const answer of answers) {
      const sentence = document.createElement("p");
      sentence.className = answer.taken ? "upload-taken" : "form-error";
      sentence.textContent = `${answer.taken ? "✓" : "✕"} ${answer.sentence}`;
      item.append(sentence);
    }
  };

  const broke = "ส่งไฟล์ไม่สำเร็จ ตรวจการเชื่อมต่อหรือเข้าสู่ระบบใหม่ แล้วลองอีกครั้ง";

  const send = (file) =>
    new Promise((done) => {
      const shown = line(file);
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      data.append("file", file);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) shown.bar.value = event.loaded / event.total;
      });
      request.addEventListener("loadend", () => {
        let answers = [{ taken: false, sentence: `${file.name}: ${broke}` }];
        try {
          if (request.status === 200) answers = JSON.parse(request.responseText).answers;
        } catch {
          // an answer that is no JSON is a lost session: the sentence above says what to do
        }
        finish(shown, answers);
        done();
      });
      request.open("POST", form.action || window.location.href);
      request.setRequestHeader("Accept", "application/json");
      request.send(data);
    });

  const sendAll = async (files) => {
    const chosen = input.multiple ? [...files] : [...files].slice(0, 1);
    for (const file of chosen) await send(file);
    input.value = "";
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll(input.files);
  });
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    sendAll(event.dataTransfer.files);
  });
})();
