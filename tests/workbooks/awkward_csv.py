"""Texts in awkward dialects of csv, and the rows that a person reads in them."""

CASES: dict[str, tuple[str, list[list[str]]]] = {
    "plain": ("Name,City\nAna,Reno\nBea,Boise\n", [["Name", "City"], ["Ana", "Reno"], ["Bea", "Boise"]]),
    "blank after comma": (
        'First, Last, Email\nAna, "Larkin, Jr.", a@example.org\nBea, "Morse", b@example.org\n',
        [["First", "Last", "Email"], ["Ana", "Larkin, Jr.", "a@example.org"], ["Bea", "Morse", "b@example.org"]],
    ),
    "blanks after semicolon": (
        'First;  Last;  Email\nAna;  "Larkin; elder";  a@example.org\nBea;  Morse;  b@example.org\n',
        [["First", "Last", "Email"], ["Ana", "Larkin; elder", "a@example.org"], ["Bea", "Morse", "b@example.org"]],
    ),
    "blank after tab": (
        'First\tNotes\nAna\t "one\ttwo"\nBea\t "three"\n',
        [["First", "Notes"], ["Ana", "one\ttwo"], ["Bea", "three"]],
    ),
    "backslash before quotes": (
        'First,Notes,City\nAna,"She said \\"run\\", twice",Reno\nBea,ok,Boise\n',
        [["First", "Notes", "City"], ["Ana", 'She said "run", twice', "Reno"], ["Bea", "ok", "Boise"]],
    ),
    "backslash, semicolons": (
        'First;Notes\nAna;"a \\"b; c\\" d"\nBea;"x \\\\ y"\n',
        [["First", "Notes"], ["Ana", 'a "b; c" d'], ["Bea", "x \\ y"]],
    ),
    "backslashes that are only backslashes": (
        'First,Folder,City\nAna,"C:\\tmp\\",Reno\nBea,"D:\\new\\",Boise\n',
        [["First", "Folder", "City"], ["Ana", "C:\\tmp\\", "Reno"], ["Bea", "D:\\new\\", "Boise"]],
    ),
    "JSON in doubled quotes": (
        'Name,Tags\nAna,"[""a"", ""q\\""uote""]"\nBea,"[""b""]"\n',
        [["Name", "Tags"], ["Ana", '["a", "q\\"uote"]'], ["Bea", '["b"]']],
    ),
    "doubled quotes": (
        'First,Notes\nAna,"the ""run"", twice"\nBea,"""all"""\n',
        [["First", "Notes"], ["Ana", 'the "run", twice'], ["Bea", '"all"']],
    ),
    "lines with semicolons": (
        'First,Email,Why\nAna,a@example.org,"I care; a lot\nschools; roads\nparks; water\njobs; pay"\nBea,b@example.org,"homes; buses\nbikes; trains"\n',
        [
            ["First", "Email", "Why"],
            ["Ana", "a@example.org", "I care; a lot\nschools; roads\nparks; water\njobs; pay"],
            ["Bea", "b@example.org", "homes; buses\nbikes; trains"],
        ],
    ),
    "lines with commas": (
        'First;Email;Why\nAna;a@example.org;"I care, a lot, for\nschools, roads, parks\nand water, jobs, pay"\nBea;b@example.org;"homes, buses, bikes\nand trains, too, yes"\n',
        [
            ["First", "Email", "Why"],
            ["Ana", "a@example.org", "I care, a lot, for\nschools, roads, parks\nand water, jobs, pay"],
            ["Bea", "b@example.org", "homes, buses, bikes\nand trains, too, yes"],
        ],
    ),
    "a list in a list": (
        'Name|Issues\nAna|"a|b"\nBea|c, d, e\nCid|f, g, h\nDot|i, j, k\n',
        [["Name", "Issues"], ["Ana", "a|b"], ["Bea", "c, d, e"], ["Cid", "f, g, h"], ["Dot", "i, j, k"]],
    ),
    "semicolons in every answer": (
        "Name,Issues\nAna,housing;water;jobs\nBea,schools;roads;pay\nCid,parks;buses;bikes\n",
        [
            ["Name", "Issues"],
            ["Ana", "housing;water;jobs"],
            ["Bea", "schools;roads;pay"],
            ["Cid", "parks;buses;bikes"],
        ],
    ),
    "commas as decimal signs": (
        "Name;Hours;Miles\nAna;1,5;2,25\nBea;3,0;4,75\n",
        [["Name", "Hours", "Miles"], ["Ana", "1,5", "2,25"], ["Bea", "3,0", "4,75"]],
    ),
    "names with a comma, tabs": (
        "Name\tEmail\nLarkin, Ana\ta@example.org\nMorse, Bea\tb@example.org\n",
        [["Name", "Email"], ["Larkin, Ana", "a@example.org"], ["Morse, Bea", "b@example.org"]],
    ),
    "names with a comma, semicolons": (
        "Name;Email\nLarkin, Ana;a@example.org\nMorse, Bea;b@example.org\n",
        [["Name", "Email"], ["Larkin, Ana", "a@example.org"], ["Morse, Bea", "b@example.org"]],
    ),
    "apostrophes around cells": (
        "'Name','City'\n'Ana','Reno, NV'\n'Bea','Boise, ID'\n",
        [["Name", "City"], ["Ana", "Reno, NV"], ["Bea", "Boise, ID"]],
    ),
    "apostrophes before cells": (
        "Name,Phone\n'Ana,'3035550101\n'Bea,'3035550102\n",
        [["Name", "Phone"], ["Ana", "3035550101"], ["Bea", "3035550102"]],
    ),
    "apostrophes in names": (
        "Name,City\nO'Hara,Coeur d'Alene\nD'Angelo,O'Fallon\n",
        [["Name", "City"], ["O'Hara", "Coeur d'Alene"], ["D'Angelo", "O'Fallon"]],
    ),
    "quotes inside cells": (
        'Name,City\nAna "Annie" Larkin,Reno\nBea,Boise\n',
        [["Name", "City"], ['Ana "Annie" Larkin', "Reno"], ["Bea", "Boise"]],
    ),
    "inches": (
        "Name,Height,City\nAna,5'10\",Reno\nBea,5'9\",Boise\n",
        [["Name", "Height", "City"], ["Ana", "5'10\"", "Reno"], ["Bea", "5'9\"", "Boise"]],
    ),
    "a quote not closed at the end": (
        'Name,City\nAna,Reno\n"Bea,Boise\nCid,Salem\n',
        [["Name", "City"], ["Ana", "Reno"], ["Bea", "Boise"], ["Cid", "Salem"]],
    ),
    "a quote not closed in the middle": (
        'Name,City,Note\nAna,"Reno,x\nBea,Boise,y\nCid,Salem,"z"\nDot,Provo,w\n',
        [
            ["Name", "City", "Note"],
            ["Ana", "Reno", "x"],
            ["Bea", "Boise", "y"],
            ["Cid", "Salem", "z"],
            ["Dot", "Provo", "w"],
        ],
    ),
    "text formulas": (
        '="Name",="ZIP"\n="Larkin, Ana",="02134"\n="Bea",="02135"\n',
        [["Name", "ZIP"], ["Larkin, Ana", "02134"], ["Bea", "02135"]],
    ),
    "sep line": ("sep=|\nName|City\nAna|Reno, NV\n", [[], ["Name", "City"], ["Ana", "Reno, NV"]]),
    "title above": (
        "Our list; as of March, 2025\n\nName;City\nAna;Reno\nBea;Boise\nCid;Salem\n",
        [["Our list", " as of March, 2025"], [], ["Name", "City"], ["Ana", "Reno"], ["Bea", "Boise"], ["Cid", "Salem"]],
    ),
    "ragged": (
        "Name,City,Phone\nAna,Reno\nBea,Boise,303-555-0101\nCid\n",
        [["Name", "City", "Phone"], ["Ana", "Reno"], ["Bea", "Boise", "303-555-0101"], ["Cid"]],
    ),
    "commas at the ends": (
        "Name,City,\nAna,Reno,\nBea,Boise,\n",
        [["Name", "City", ""], ["Ana", "Reno", ""], ["Bea", "Boise", ""]],
    ),
    "one column": ("Email\na@example.org\nb@example.org\n", [["Email"], ["a@example.org"], ["b@example.org"]]),
    "one row": (
        "Name;City;Email\nAna;Reno;a@example.org\n",
        [["Name", "City", "Email"], ["Ana", "Reno", "a@example.org"]],
    ),
    "only a heading": ("Name\tCity\n", [["Name", "City"]]),
    "carets": ("Name^City\nAna^Reno\nBea^Boise\n", [["Name", "City"], ["Ana", "Reno"], ["Bea", "Boise"]]),
    "old Mac line ends": ("Name,City\rAna,Reno\rBea,Boise\r", [["Name", "City"], ["Ana", "Reno"], ["Bea", "Boise"]]),
    "Windows line ends in an answer": (
        'Name,Why\r\nAna,"one\r\ntwo"\r\nBea,x\r\n',
        [["Name", "Why"], ["Ana", "one\r\ntwo"], ["Bea", "x"]],
    ),
    "times and addresses": (
        "Time|Web|Email\n2025-03-22 10:30:00|https://example.org/a,b;c|a@example.org\n2025-03-23 11:30:00|https://example.org/d,e;f|b@example.org\n",
        [
            ["Time", "Web", "Email"],
            ["2025-03-22 10:30:00", "https://example.org/a,b;c", "a@example.org"],
            ["2025-03-23 11:30:00", "https://example.org/d,e;f", "b@example.org"],
        ],
    ),
    "long answers and few columns": (
        'Email,Why\na@example.org,"First, I care; second, I can; third, I will"\nb@example.org,"Schools, roads, parks; and so on; and on"\nc@example.org,None\n',
        [
            ["Email", "Why"],
            ["a@example.org", "First, I care; second, I can; third, I will"],
            ["b@example.org", "Schools, roads, parks; and so on; and on"],
            ["c@example.org", "None"],
        ],
    ),
    "quoted headings with semicolons": (
        '"Name","Issues; choose some","Email"\n"Ana","a; b","a@example.org"\n"Bea","c; d","b@example.org"\n',
        [["Name", "Issues; choose some", "Email"], ["Ana", "a; b", "a@example.org"], ["Bea", "c; d", "b@example.org"]],
    ),
    "every line in quotation marks": (
        '"Name,Email,City"\n"Ana Lee,a@example.org,""Reno, NV"""\n"Bea Kim,b@example.org,Elko"\n',
        [["Name", "Email", "City"], ["Ana Lee", "a@example.org", "Reno, NV"], ["Bea Kim", "b@example.org", "Elko"]],
    ),
    "columns set apart by blanks": (
        "First name   Email            City\nAna          a@example.org    Carson City\nBea          -                Elko\n",
        [["First name", "Email", "City"], ["Ana", "a@example.org", "Carson City"], ["Bea", "-", "Elko"]],
    ),
    "a rare separator and commas": (
        "Name~Email~Notes\nAna~a@example.org~x, y\nBea~b@example.org~z\n",
        [["Name", "Email", "Notes"], ["Ana", "a@example.org", "x, y"], ["Bea", "b@example.org", "z"]],
    ),
    "a heading with a comma in brackets": (
        'Name (Last, First),Email\n"Lee, Ana",a@example.org\n"Kim, Bea",b@example.org\n',
        [["Name (Last, First)", "Email"], ["Lee, Ana", "a@example.org"], ["Kim, Bea", "b@example.org"]],
    ),
    "a sep= line of a Mac": ("sep=;\rName;City\rAna;Reno\r", [[], ["Name", "City"], ["Ana", "Reno"]]),
    "blank before a quote that is text": (
        'Name,Notes\nAna,so "they" say\nBea, "quoted"\nCid, "quoted, too"\n',
        [["Name", "Notes"], ["Ana", 'so "they" say'], ["Bea", "quoted"], ["Cid", "quoted, too"]],
    ),
}
"""What it is → a text, and its rows; blanks around cells do not count."""
