namespace MiyagiSensing.Domain.Catalog;

/// <summary>One column of values.</summary>
/// <param name="Columns">Names of the column, or its number from 1 on as <c>#3</c>; of several names the one that the file has.</param>
/// <param name="Metric">The metric it holds.</param>
/// <param name="Sensor">The sensor within the device.</param>
/// <param name="Factor">What a field is multiplied by to be in the metric's unit.</param>
public sealed record ImportColumn(IReadOnlyList<string> Columns, string Metric, string Sensor, double Factor);
