// Re-saves workbooks. Arguments: pairs of input and output; a csv output is a folder that gets a file per sheet.
const fs = require("fs");
const path = require("path");
const XLSX = require("xlsx");
const ExcelJS = require("exceljs");

function sheetjs(input, output) {
  const book = XLSX.readFile(input);
  if (path.extname(output)) {
    XLSX.writeFile(book, output);
    return;
  }
  for (const name of book.SheetNames) {
    fs.writeFileSync(path.join(output, `${name}.csv`), XLSX.utils.sheet_to_csv(book.Sheets[name]));
  }
}

async function exceljs(input, output) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(input);
  await book.xlsx.writeFile(output);
}

async function main(words) {
  for (let i = 0; i < words.length; i += 3) {
    const [library, input, output] = words.slice(i, i + 3);
    await (library === "exceljs" ? exceljs : sheetjs)(input, output);
  }
}

main(process.argv.slice(2));
