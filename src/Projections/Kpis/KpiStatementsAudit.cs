using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>Frozen figures and restatements by KPI and fiscal year, appended by the projection itself in the transaction of the rows.</summary>
internal sealed class KpiStatementsAudit : CountAudit
{
    [SetsRequiredMembers]
    public KpiStatementsAudit()
    {
        Name = "frozen and restated figures by KPI and fiscal year";
        Table = "kpi_statements";
        Key = [("kpi", "varchar"), ("fiscal_year", "int")];
        Value = "count(*)::text";
        EventTypes = new HashSet<string> { "kpi_frozen", "kpi_restated" };
        OwnEvents = true;
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        if (data is KpiFrozen frozen)
        {
            Add(1, frozen.Kpi, frozen.FiscalYear.ToString(CultureInfo.InvariantCulture));
        }
        else if (data is KpiRestated restated)
        {
            Add(1, restated.Kpi, restated.FiscalYear.ToString(CultureInfo.InvariantCulture));
        }
    }
}
