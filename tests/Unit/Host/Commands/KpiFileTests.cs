using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;
using Xunit;

namespace MiyagiSensing.Unit.Host.Commands;

public sealed class KpiFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Values_are_read_with_their_lines_in_any_order_of_columns()
    {
        var entries = Read("\uFEFFsource,id,fiscal_year,on,value\r\n\"portal, page 3\",open-datasets,R6,2025-03-31,180\r\n\r\nreport,e-approval-rate,令和7年度,,81.5\r\n");

        Assert.Equal(
            [
                new KpiEntry("open-datasets", new FiscalYear(2024), 180, "portal, page 3", new DateOnly(2025, 3, 31), null, "line 2"),
                new KpiEntry("e-approval-rate", new FiscalYear(2025), 81.5m, "report", null, null, "line 4"),
            ],
            entries);
    }

    [Theory]
    [InlineData("id,value\nx,1\n", "line 1: the heading must have")]
    [InlineData("id,fiscal_year,value,source\n", "no line with a value")]
    [InlineData("id,fiscal_year,value,source\nx,R99999,1,s\n", "line 2: 'R99999' is not a fiscal year")]
    [InlineData("id,fiscal_year,value,source\nx,R6,1 000,s\n", "line 2: '1 000' is not a number")]
    [InlineData("id,fiscal_year,value,source\nx,R6,\"1,000\",s\n", "line 2: '1,000' is not a number")]
    [InlineData("id,fiscal_year,value,source\nx,R6,1\n", "line 2: source is missing")]
    [InlineData("id,fiscal_year,value,source\nx,R6,1,s,t\n", "line 2: has 5 fields")]
    [InlineData("id,fiscal_year,value,source,on\nx,R6,1,s,31.3.2025\n", "line 2: '31.3.2025' is not a day")]
    public void What_is_wrong_is_named_with_its_line(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<SettingsException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_wrong_line_is_named_at_once()
    {
        var refusal = Assert.Throws<SettingsException>(() => Read("id,fiscal_year,value,source\na,R6,one,s\nb,R6,2,s\nc,R6,three,s\n"));

        Assert.Equal(3, refusal.Message.Split('\n').Length);
        Assert.EndsWith("Nothing was recorded.", refusal.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<KpiEntry> Read(string text)
    {
        File.WriteAllText(_path, text);
        return KpiFile.Read(new FileInfo(_path));
    }
}
