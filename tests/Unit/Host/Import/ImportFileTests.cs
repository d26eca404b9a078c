using System.Globalization;
using System.Text;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;
using Xunit;

namespace MiyagiSensing.Unit.Host.Import;

/// <summary>Files of all kinds to rows.</summary>
public sealed class ImportFileTests : IDisposable
{
    private static readonly MetricDefinition[] Metrics =
    [
        new() { Domain = "river", Name = "stage", Title = new LocalText("水位", "Stage"), Unit = "m", DisplayUnit = "m", Sentinels = [-999] },
    ];

    private static readonly ImportDefinition Gauges = new()
    {
        Name = "gauges",
        Domain = "river",
        Device = "river-{code}-x",
        Station = "river-{code}",
        Time = new ImportTime("time", "yyyy/MM/dd HH:mm", "Asia/Tokyo"),
        Values = [new ImportColumn(["level", "水位"], "stage", "main", 0.01)],
        Missing = ["欠測"],
    };

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_line_becomes_a_row_with_units_and_zone()
    {
        var row = Assert.Single(Rows("code,time,level\r\n1,2026/11/21 06:00,125\r\n"));

        Assert.Equal("2 river-1-x river-1 2026-11-20T21:00:00Z 1.25", row);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-999")]
    [InlineData("欠測")]
    public void What_means_missing_is_no_value(string field) =>
        Assert.Equal("2 river-1-x river-1 2026-11-20T21:00:00Z NaN", Assert.Single(Rows($"code,time,level\n1,2026/11/21 06:00,{field}\n")));

    [Theory]
    [InlineData("1,2026/11/21 06:00", "has 2 fields, but the file has 3 columns")]
    [InlineData("1,2026/11/21 06:00,1,2", "has 4 fields, but the file has 3 columns")]
    [InlineData("1,2026-11-21 06:00,1", "is not an instant of the form yyyy/MM/dd HH:mm")]
    [InlineData("1,2026/02/30 06:00,1", "is not an instant")]
    [InlineData("1,2026/11/21 06:00,high", "'high' is not a number (stage)")]
    [InlineData("Ä,2026/11/21 06:00,1", "makes no valid device id")]
    [InlineData("1,\"2026/11/21 06:00,1", "is not closed")]
    public void A_line_that_can_not_be_understood_is_refused_and_the_others_are_read(string line, string reason)
    {
        var rows = Rows($"code,time,level\n1,2026/11/21 06:00,1\n{line}\n1,2026/11/21 06:10,2\n");

        Assert.Equal(3, rows.Count);
        Assert.StartsWith("3 refused: ", rows[1], StringComparison.Ordinal);
        Assert.Contains(reason, rows[1], StringComparison.Ordinal);
        Assert.StartsWith("4 river-1-x", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_last_line_says_so()
    {
        Assert.Contains("may have been cut", Rows("code,time,level\n1,2026/11/21 06:00,1\n1,2026/11/2")[1], StringComparison.Ordinal);

        Write("code,time,level\n1,2026/11/21 06:00,1", Encoding.UTF8);
        Assert.True(ImportSurvey.Of(new ImportFile(_path, Gauges, Metrics), TestContext.Current.CancellationToken).MayBeCut);
    }

    [Fact]
    public void Shift_JIS_is_read_and_foreign_bytes_are_refused()
    {
        var japanese = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        // 表 and ソ end with the byte of a backslash.
        Write("code,time,水位,備考\n1,2026/11/21 06:00,125,表ソ\n1,2026/11/21 06:10,欠測,\n", japanese);
        File.AppendAllBytes(_path, [(byte)'1', (byte)',', 0x85, 0xAB, (byte)'\n']);

        var rows = Rows(Gauges with { Encoding = "shift_jis" });

        Assert.Equal(["2 river-1-x river-1 2026-11-20T21:00:00Z 1.25", "3 river-1-x river-1 2026-11-20T21:10:00Z NaN", "4 refused: has bytes that are not shift_jis"], rows);
        Assert.Throws<SettingsException>(() => Rows(Gauges));
    }

    [Fact]
    public void A_file_without_a_heading_has_numbered_columns()
    {
        Write("# logger 7\nsome words\n1;2026/11/21 06:00;125\n", Encoding.UTF8);
        var numbered = Gauges with
        {
            SkipLines = 2,
            HasHeading = false,
            Delimiter = ';',
            Device = "river-{#1}-x",
            Station = "river-{#1}",
            Time = Gauges.Time with { Column = "#2" },
            Values = [new ImportColumn(["#3"], "stage", "main", 1)],
        };

        Assert.Equal(["3 river-1-x river-1 2026-11-20T21:00:00Z 125"], Rows(numbered));
    }

    [Fact]
    public void Columns_of_several_sensors_are_several_readings_of_one_row()
    {
        Write("code,time,a,b,c\n1,2026/11/21 06:00,1,2,3\n", Encoding.UTF8);
        var two = Gauges with
        {
            Values = [new ImportColumn(["a"], "stage", "1m", 1), new ImportColumn(["b"], "stage", "5m", 1), new ImportColumn(["c"], "battery", "1m", 1)],
        };

        var file = new ImportFile(_path, two, Metrics);

        Assert.Equal(["1m stage battery", "5m stage"], file.Mapper.Shapes.Select(shape => $"{shape.Sensor} {string.Join(' ', shape.Metrics.Names)}"));
        Assert.Equal([[1, 3], [2]], file.Rows().Single().Row!.Values);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        Write("code,time,stage\n", Encoding.UTF8);

        var refusal = Assert.Throws<SettingsException>(() => new ImportFile(_path, Gauges, Metrics));

        Assert.Contains("no column 'level' or '水位'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("it has code, time, stage", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_survey_counts_names_the_first_refusals_and_finds_each_device_s_first_instant()
    {
        var wrong = string.Concat(Enumerable.Repeat("1,never,1\n", 30));
        Write($"code,time,level\n1,2026/11/21 06:10,1\n2,2026/11/21 06:20,1\n{wrong}1,2026/11/21 06:00,1\n", Encoding.UTF8);

        var survey = ImportSurvey.Of(new ImportFile(_path, Gauges, Metrics), TestContext.Current.CancellationToken);

        Assert.Equal((3, 30, 20), (survey.Rows, survey.RefusedCount, survey.Refused.Count));
        Assert.Equal(4, survey.Refused[0].Line);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 21, 0, 0, TimeSpan.Zero), survey.Devices["river-1-x"].First);
        Assert.Equal("river-2", survey.Devices["river-2-x"].Station);
    }

    [Fact]
    public void Lines_at_stations_that_the_catalog_lacks_are_refused_by_number_unless_their_device_stands_somewhere_already()
    {
        Write("code,time,level\n1,2026/11/21 06:00,1\n9,2026/11/21 05:00,1\n8,2026/11/21 06:00,1\n1,never,1\n9,2026/11/21 07:00,1\n", Encoding.UTF8);
        var file = new ImportFile(_path, Gauges, Metrics);
        var survey = ImportSurvey.Of(file, TestContext.Current.CancellationToken);

        survey.RefuseUnknownStations(new HashSet<string> { "river-1-x", "river-9-x" }, new HashSet<string> { "river-1" });

        Assert.Equal((2, 2, 3), (survey.Rows, survey.Readings, survey.RefusedCount));
        Assert.Equal(["3 the catalog has no station 'river-9', where 'river-9-x' is to stand", "5 'never' is not an instant of the form yyyy/MM/dd HH:mm", "6 the catalog has no station 'river-9', where 'river-9-x' is to stand"],
            survey.Refused.Select(line => $"{line.Line} {line.Reason}"));
        Assert.Equal(["river-9"], survey.RefusedStations);
        Assert.Equal(["river-1-x", "river-8-x"], survey.Devices.Keys.Order());
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 21, 0, 0, TimeSpan.Zero), survey.First);
        Assert.Equal(["river-1-x", "river-8-x"], file.Rows().Select(line => line.Row).OfType<ImportRow>().Where(survey.Takes).Select(row => row.Device));
    }

    [Theory]
    [InlineData("iso", null, "2026-11-21T06:00:00.1239+09:00", "2026-11-20T21:00:00.123Z")]
    [InlineData("iso", "Asia/Tokyo", "2026-11-21 06:00", "2026-11-20T21:00:00.000Z")]
    [InlineData("iso", "Asia/Tokyo", "2026-11-21T06:00:00Z", "2026-11-21T06:00:00.000Z")]
    [InlineData("unix", null, "1763672400.5", "2025-11-20T21:00:00.500Z")]
    [InlineData("unix-ms", null, "1763672400500", "2025-11-20T21:00:00.500Z")]
    [InlineData("yyyy-MM-dd HH:mm", "Europe/Berlin", "2022-03-27 01:59", "2022-03-27T00:59:00.000Z")]
    [InlineData("yyyy-MM-dd HH:mm", "Europe/Berlin", "2022-03-27 02:30", "never was by the clocks of Europe/Berlin")]
    [InlineData("yyyy-MM-dd HH:mm", "Europe/Berlin", "2022-10-30 02:30", "was twice by the clocks of Europe/Berlin")]
    [InlineData("iso", null, "2026-11-21T06:00", "has no offset")]
    [InlineData("unix", null, "99999999999999999999", "is not a Unix time")]
    public void Instants_are_read_by_format_and_zone(string format, string? zone, string text, string expected)
    {
        var isRead = new ImportClock(new ImportTime("time", format, zone)).TryRead(text, out var instant, out var fault);

        Assert.Contains(expected, isRead ? instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : fault, StringComparison.Ordinal);
    }

    private List<string> Rows(string text)
    {
        Write(text, Encoding.UTF8);
        return Rows(Gauges);
    }

    private List<string> Rows(ImportDefinition definition) =>
    [
        .. new ImportFile(_path, definition, Metrics).Rows().Select(line => line.Row is { } row
            ? string.Create(CultureInfo.InvariantCulture, $"{line.Record.Line} {row.Device} {row.Station} {row.MeasuredAt:yyyy-MM-dd'T'HH:mm:ss'Z'} {row.Values[0][0]}")
            : $"{line.Record.Line} refused: {line.Fault}"),
    ];

    private void Write(string text, Encoding encoding) => File.WriteAllText(_path, text, encoding);
}
