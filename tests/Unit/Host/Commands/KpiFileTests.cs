using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Unit.Api;
using MiyagiSensing.Unit.Gateway.Fakes;
using MiyagiSensing.Unit.Host.Catalog;
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
    public void What_is_no_such_file_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<SettingsException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("id,fiscal_year,value,source\nx,R99999,1,s\n", "'R99999' is not a fiscal year")]
    [InlineData("id,fiscal_year,value,source\nx,R6,1 000,s\n", "'1 000' is not a number")]
    [InlineData("id,fiscal_year,value,source\nx,R6,\"1,000\",s\n", "'1,000' is not a number")]
    [InlineData("id,fiscal_year,value,source\nx,R6,1\n", "source is missing")]
    [InlineData("id,fiscal_year,value,source\nx,R6,1,s,t\n", "has 5 fields")]
    [InlineData("id,fiscal_year,value,source\nx,R6,\"1,s\n", "a quote in it is not closed")]
    [InlineData("id,fiscal_year,value,source,on\nx,R6,1,s,31.3.2025\n", "'31.3.2025' is not a day")]
    [InlineData("id,fiscal_year,value,source\nx,R0,one,\n", "source is missing; 'R0' is not a fiscal year; write, for example, R6; 'one' is not a number")]
    public void A_line_that_can_not_be_read_carries_its_fault(string text, string fault)
    {
        var entry = Assert.Single(Read(text));

        Assert.Equal("line 2", entry.Place);
        Assert.Contains(fault, entry.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_line_is_named_at_once_with_unknown_ids_and_nothing_is_recorded()
    {
        var store = new DefinitionStore();
        store.Add(new NewEvent(Guid.CreateVersion7(), "kpi:open-datasets", new KpiDefined { Kpi = FakeKpis.OpenDatasets, ContentHash = "00" }, new EventHeaders("catalog")));
        var entries = Read("id,fiscal_year,value,source\nopen-datasets,R6,one,s\nopen-datasets,R6,2,s\nhappiness,R6,3,s\nhappiness,R6,four,s\nopen-datasets,R99,5,s\n");

        var result = await new KpiDesk(store, new ManualClock()).ObserveAsync(entries, "operator", TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "line 2: 'one' is not a number; write it without separators, for example 1622948 or 46.6",
                "line 4: There is no KPI 'happiness'; see kpi list.",
                "line 5: 'four' is not a number; write it without separators, for example 1622948 or 46.6. There is no KPI 'happiness'; see kpi list.",
            ],
            Assert.IsType<KpiDeskResult.Refused>(result).Faults.Take(3));
        Assert.StartsWith("line 6: ", Assert.IsType<KpiDeskResult.Refused>(result).Faults[^1], StringComparison.Ordinal);
        Assert.Single(store.Events);
    }

    private IReadOnlyList<KpiEntry> Read(string text)
    {
        File.WriteAllText(_path, text);
        return KpiFile.Read(new FileInfo(_path));
    }
}
