using System.Data.Common;

namespace MiyagiSensing.Unit.Api;

/// <summary>What a database client throws when its server is away.</summary>
internal sealed class TransientDbException() : DbException(Secret)
{
    public const string Secret = "db.internal:5432 refused";

    public override bool IsTransient => true;
}
