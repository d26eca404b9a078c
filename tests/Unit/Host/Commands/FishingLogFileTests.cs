using System.Text;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;
using Xunit;

namespace MiyagiSensing.Unit.Host.Commands;

public sealed class FishingLogFileTests
{
    private const string Heading = "district,date,species,work,kg,hours,vessel,note,id";

    [Fact]
    public void A_file_read_twice_has_the_same_ids_and_equal_lines_have_different_ones()
    {
        const string text = $"\uFEFF{Heading}\r\nnaruse,2026-11-20,oyster,harvest,120.5,3,第三丸,\"calm, cold\",\r\nnaruse,2026-11-20,oyster,harvest,120.5,3,第三丸,\"calm, cold\",\r\nnaruse,2026-11-21,oyster,handling,,,,,own-7\r\n";

        var entries = Read(text);

        Assert.Equal(entries.Select(entry => entry.Log), Read(text).Select(entry => entry.Log));
        Assert.Equal(3, entries.Select(entry => entry.Log).Distinct().Count());
        Assert.Equal(("own-7", null, null), (entries[2].Log, entries[2].Record!.Kilograms, entries[2].Record!.Note));
        Assert.Equal((120.5, 3, "第三丸", "calm, cold"), (entries[0].Record!.Kilograms!.Value, entries[0].Record!.Hours!.Value, entries[0].Record!.Vessel, entries[0].Record!.Note));
        Assert.All(entries, entry => Assert.Null(entry.Fault));
    }

    [Theory]
    [InlineData("naruse,20 Nov,oyster,harvest,,,,,", "date is '20 Nov'")]
    [InlineData("naruse,2026-11-20,oyster,harvest,many,,,,", "is not a number")]
    [InlineData("naruse,2026-11-20,oyster", "has 3 fields; the heading has 9")]
    [InlineData("naruse,2026-11-20,oyster,harvest,,,,\"x,", "not closed")]
    public void A_line_that_cant_be_read_is_named_and_the_others_are_read(string line, string fault)
    {
        var entries = Read($"{Heading}\nnaruse,2026-11-20,oyster,harvest,1,,,,\n{line}\n");

        Assert.NotNull(entries[0].Record);
        Assert.Equal(3, entries[1].Line);
        Assert.Contains(fault, entries[1].Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("district,date,species\n")]
    [InlineData("district,date,species,work,weight\n")]
    public void A_heading_that_is_not_understood_is_refused(string text) =>
        Assert.Contains("heading", Assert.Throws<SettingsException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_same_table_in_Shift_JIS_has_the_same_entries()
    {
        const string text = $"{Heading}\r\nnaruse,2026-11-20,oyster,harvest,120.5,3,第三丸,表示ソ,\r\n";

        var entries = FishingLogFile.Read(CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(text));

        Assert.Equal(Read(text), entries);
        Assert.Equal(("第三丸", "表示ソ"), (entries[0].Record!.Vessel, entries[0].Record!.Note));
    }

    [Fact]
    public void Bytes_of_neither_encoding_are_named_with_what_to_do()
    {
        var entries = FishingLogFile.Read([.. Encoding.UTF8.GetBytes($"{Heading}\nnaruse,2026-11-20,oyster,harvest,1,,"), 0x81, 0x20, .. ",,\n"u8]);

        Assert.Contains("save the table as CSV in UTF-8", Assert.Single(entries).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void A_number_that_is_none_has_an_id_and_is_left_to_the_desk_to_refuse(string number)
    {
        var entry = Assert.Single(Read($"{Heading}\nnaruse,2026-11-20,oyster,harvest,{number},{number},,,\n"));

        Assert.NotNull(entry.Log);
        Assert.Equal([FishingLogFault.InvalidKilograms, FishingLogFault.InvalidHours], entry.Record!.Faults(new DateOnly(2026, 11, 20)));
    }

    private static IReadOnlyList<FishingLogEntry> Read(string text) => FishingLogFile.Read(Encoding.UTF8.GetBytes(text));
}
